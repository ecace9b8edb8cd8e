import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import manifest from '../../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')

/** The rows that say which files to touch, each with its example. */
const rows = Array.from(
  page.matchAll(/^\| (an? [^|]+) \| ([^|]+) \| `([^`]+)` \|$/gm),
  ([, what = '', touch = '', as = '']) => ({
    what,
    files: Array.from(touch.matchAll(/`([^`]+)`/g), ([, file = '']) => file),
    as,
  }),
)

test('there are rows that say what to touch', () => assert.ok(rows.length >= 8))

for (const { what, files, as } of rows)
  test(`who adds ${what} finds ${as} in each file that is named`, () => {
    assert.ok(files.length > 0)
    for (const file of files) {
      const path = join(root, file)
      assert.ok(existsSync(path), file)
      if (statSync(path).isDirectory()) assert.ok(existsSync(join(path, `${as}.ts`)), file)
      else assert.match(readFileSync(path, 'utf8'), new RegExp(`\\b${as}\\b`), file)
    }
  })

test('every command that the page names is there', () => {
  const named = Array.from(page.matchAll(/\bnpm run ([\w:]+)/g), ([, name = '']) => name)
  assert.ok(named.length > 5)
  assert.deepEqual(
    named.filter(name => !(name in manifest.scripts)),
    [],
  )
})
