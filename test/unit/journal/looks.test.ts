import assert from 'node:assert/strict'
import { appendFileSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { looksBefore, noteLook } from '../../../src/journal/looks.ts'

const about = { evalSet: 'e', test: 't' }
const look = (
  texts: readonly string[],
  changes: { readonly test?: string | null; readonly evalSet?: string } = {},
) => ({
  at: '2026-01-01T00:00:00Z',
  ...about,
  ...changes,
  texts,
})

for (const [what, looks, now, count] of [
  ['nobody has looked yet', [], ['a', 'b'], 0],
  ['another prompt counts', [look(['a', 'b'])], ['a', 'c'], 1],
  ['the same prompts again do not', [look(['a', 'b']), look(['b', 'a'])], ['a', 'c'], 1],
  ['the prompts of now do not', [look(['a', 'b'])], ['a', 'b'], 0],
  ['the original alone does not', [look(['a'])], ['a', 'c'], 0],
  ['other test cases do not', [look(['a', 'b'], { test: 'u' })], ['a', 'c'], 0],
  ['all cases of the set hold the test cases', [look(['b'], { test: null })], ['a', 'c'], 1],
  ['all cases of another set do not', [look(['b'], { test: null, evalSet: 'f' })], ['a', 'c'], 0],
  ['four prompts are four looks', [look(['a', 'b']), look(['a', 'd']), look(['e']), look(['f'])], ['a', 'c'], 4],
] as const)
  test(`of looks at test cases: ${what}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'gpo-looks-'))
    try {
      for (const one of looks) noteLook(folder, one)
      assert.equal(looksBefore(folder, about, 'a', now), count)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

test('a broken line is passed over, and a file with another name elsewhere is neither read nor written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-looks-'))
  try {
    noteLook(folder, look(['b']))
    const path = join(folder, '.gpo', 'looks.jsonl')
    appendFileSync(path, 'torn{\n{"test":"t"}\n')
    assert.equal(looksBefore(folder, about, 'a'), 1)
    rmSync(path)
    writeFileSync(join(folder, 'other'), `${JSON.stringify(look(['b']))}\n`)
    linkSync(join(folder, 'other'), path)
    assert.equal(looksBefore(folder, about, 'a'), 0)
    assert.throws(() => noteLook(folder, look(['c'])))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
