import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cosine, ngramSimilarity } from '../../../src/text/similarity.ts'

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}`)

for (const [a, b, expected] of [
  ['Count them', 'count  THEM', 1],
  ['abc', 'xyz', 0],
  ['', 'abc', 0],
  // " ab", "ab " against " ab", "abc", "bc ": one of two and three is shared.
  ['ab', 'abc', 1 / Math.sqrt(6)],
] as const)
  test(`${JSON.stringify(a)} and ${JSON.stringify(b)} are alike by ${expected.toFixed(2)}`, () => {
    near(ngramSimilarity(a, b), expected)
  })

for (const [a, b, expected] of [
  [[1, 0], [2, 0], 1],
  [[1, 0], [0, 1], 0],
  [[1, 0], [-3, 0], -1],
  [[3, 4], [4, 3], 24 / 25],
  [[0, 0], [1, 1], 0],
] as const)
  test(`The cosine of ${a} and ${b} is ${expected}`, () => near(cosine(a, b), expected))

test('Similarity is symmetric and lies between 0 and 1', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const similarity = ngramSimilarity(a, b)
      assert.ok(similarity >= 0 && similarity <= 1)
      near(similarity, ngramSimilarity(b, a))
    }),
  )
})
