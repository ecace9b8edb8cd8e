import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import manifest from '../../package.json' with { type: 'json' }
import { attacks } from '../hostile/attacks.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'SECURITY.md'), 'utf8')

/** The rows of the table under a heading, as their cells. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, part = ''] = text.split(`## ${heading}\n`)
  const lines = (part.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('|'))
  return lines.slice(2).map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  )
}

const promises = rowsUnder('Who can put what where')

test('there are promises, and each names who, what they can put, what is promised, and a test that shows it', () => {
  assert.ok(promises.length >= 6)
  for (const cells of promises) {
    assert.equal(cells.length, 4)
    assert.ok(cells.every(cell => cell !== ''))
    assert.match(cells[3] ?? '', /`test\//)
  }
})

const named = [...text.matchAll(/`((?:src|test|bench)\/[\w./]+)`/g)].flatMap(([, path]) => path ?? [])

for (const path of new Set(named))
  test(`${path}, which SECURITY.md names, is there`, () => assert.ok(existsSync(join(root, path))))

for (const [, name = '', path = ''] of text.matchAll(/`(\w+)` in `(src\/[\w./]+)`/g))
  test(`${name} is in ${path}, as SECURITY.md says`, () =>
    assert.match(readFileSync(join(root, path), 'utf8'), new RegExp(`export (async )?(function|const) ${name}\\b`)))

const scripts: Readonly<Record<string, string>> = manifest.scripts

for (const [, name = ''] of text.matchAll(/`npm run ([\w:]+)/g))
  test(`npm run ${name}, which SECURITY.md names, is there`, () => assert.ok(name in scripts))

const all = Object.values(attacks).flat()

test('SECURITY.md says how many attacks there are', () =>
  assert.equal(/types (\d+) attacks/.exec(text)?.[1], String(all.length)))

test('every attack that SECURITY.md tells of is one of the suite, and each that takes time or memory is told with its limit', () => {
  const names = new Set(all.map(({ name }) => name))
  const told = rowsUnder('The attacks, before and after').map(([name = '']) => name.replace(', printed as JSON', ''))
  assert.deepEqual(
    told.filter(name => !names.has(name)),
    [],
  )
  const limits = new Map(rowsUnder('What bounds each door').map(([name = '', limit]) => [name, limit]))
  assert.deepEqual(
    [...limits.keys()].filter(name => !names.has(name)),
    [],
  )
  for (const { name, limit } of all) if (limit !== undefined) assert.equal(limits.get(name), limit, name)
})
