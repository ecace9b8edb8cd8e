import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isInside, lowerCap, readToolInput } from '../../../src/host/tools/toolInput.ts'

const folders = ['/w', '/other']

for (const [what, raw, path] of [
  ['a path from the first folder on', { promptFile: 'prompts/a.prompt.md' }, '/w/prompts/a.prompt.md'],
  ['an absolute path inside', { promptFile: '/other/a.prompt.md' }, '/other/a.prompt.md'],
  ['a way there and back', { promptFile: 'a/../b.prompt.md' }, '/w/b.prompt.md'],
] as const)
  test(`${what} is read`, () => assert.deepEqual(readToolInput(raw, folders), { ok: true, value: { path } }))

for (const raw of [
  undefined,
  null,
  [],
  'a.prompt.md',
  {},
  { promptFile: '' },
  { promptFile: 7 },
  { promptFile: '../a.prompt.md' },
  { promptFile: '/etc/passwd' },
  { promptFile: '/w' },
  { promptFile: '/workshop/a.prompt.md' },
  { promptFile: 'a\0.prompt.md' },
  { promptFile: 'a.prompt.md', maxCalls: 0 },
  { promptFile: 'a.prompt.md', maxCalls: 1.5 },
  { promptFile: 'a.prompt.md', maxCalls: '9' },
  { promptFile: 'a.prompt.md', target: 3 },
])
  test(`${JSON.stringify(raw)} is refused`, () => {
    const read = readToolInput(raw, folders)
    assert.equal(!read.ok && read.problem.code, 'bad-option')
  })

test('no path leads out of the folders, however it is written', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom('..', '.', 'w', 'other', 'a', '', '/')), parts => {
      const read = readToolInput({ promptFile: parts.join('/') }, folders)
      assert.ok(!read.ok || (isInside(read.value.path, folders) && !read.value.path.includes('..')))
    }),
  ))

test('a cap is only ever lowered', () =>
  fc.assert(
    fc.property(fc.option(fc.nat(), { nil: undefined }), fc.option(fc.nat(), { nil: undefined }), (own, asked) => {
      const cap = lowerCap(own, asked)
      assert.ok(own === undefined || (cap !== undefined && cap <= own))
      assert.ok(asked === undefined || (cap !== undefined && cap <= asked))
    }),
  ))
