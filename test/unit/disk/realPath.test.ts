import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { leadingToContents, leadsInto, realPath } from '../../../src/disk/realPath.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-paths-')))
test.after(() => rmSync(root, { recursive: true }))
const [inside, outside] = [join(root, 'inside'), join(root, 'outside')]
for (const folder of [inside, outside, join(inside, '.git'), join(inside, '.gpo/runs')])
  mkdirSync(folder, { recursive: true })
writeFileSync(join(inside, '.git/config'), '')
const links = {
  'a link to a folder outside': '../outside',
  'a link to a file that is yet to be made': '../outside/made.txt',
  'a link to a link': 'a link to a file that is yet to be made',
  'a link to itself': 'a link to itself',
  'a link into git': '.git/config',
  'a link inside': 'made.txt',
}
for (const [name, to] of Object.entries(links)) symlinkSync(to, join(inside, name))

for (const [path, real] of [
  ['made.txt', 'inside/made.txt'],
  ['no/folder/made.txt', 'inside/no/folder/made.txt'],
  ['a link to a folder outside/made.txt', 'outside/made.txt'],
  ['a link to a file that is yet to be made', 'outside/made.txt'],
  ['a link to a link', 'outside/made.txt'],
  ['a link to itself', 'inside/a link to itself'],
  ['a link inside', 'inside/made.txt'],
] as const)
  test(`${path} leads to ${real}`, () => {
    assert.equal(realPath(join(inside, path)), join(root, real))
    assert.equal(leadsInto(join(inside, path), [inside]), real.startsWith('inside/'))
  })

for (const [path, isContents] of [
  ['made.txt', true],
  ['.git/config', false],
  ['.GIT/config', false],
  ['.gpo/runs/a.jsonl', false],
  ['a link into git', false],
  ['.github/prompts/a.prompt.md', true],
] as const)
  test(`${path} is ${isContents ? 'among' : 'not among'} what a file may name`, () =>
    assert.equal(leadingToContents([inside])(join(inside, path)), isContents))

test('a file among those of git may be read where its folder was named', () =>
  assert.ok(leadingToContents([join(inside, '.git')])(join(inside, '.git/config'))))
