import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { bleu, rouge1, rougeL } from '../../../src/evals/grading/overlap.ts'

const fox = 'the quick brown fox jumps over the lazy dog'

/** Closed forms: precisions of one to four words, and how far the answer is too short. */
for (const [answer, references, score] of [
  [fox, [fox], 1],
  [fox.toUpperCase(), [fox], 1],
  ['the quick brown fox jumps', [fox], Math.exp(1 - 9 / 5)],
  ['the quick', ['the quick'], 1],
  ['the the the the', ['the cat is here'], Math.exp((Math.log(1 / 4) + 3 * Math.log(1e-7)) / 4)],
  ['a b c d e', ['a b x c d', 'b c d e'], ((4 / 5) * (3 / 4) * (2 / 3) * (1 / 2)) ** (1 / 4)],
  ['', [fox], 0],
  ['a', [], 0],
] as const)
  test(`BLEU of ${JSON.stringify(answer)} against ${JSON.stringify(references)} is ${score.toFixed(4)}`, () =>
    assert.ok(Math.abs(bleu(answer, references) - score) < 1e-9, `${bleu(answer, references)}`))

for (const [answer, reference, one, longest] of [
  ['a b c d', 'a b c d', 1, 1],
  ['a b', 'a b c d', 2 / 3, 2 / 3],
  ['b a', 'a b', 1, 1 / 2],
  ['the the', 'the cat', 1 / 2, 1 / 2],
  ["don't", 'do not', 1 / 2, 1 / 2],
  ['x', 'y', 0, 0],
  ['', 'a', 0, 0],
] as const)
  test(`ROUGE of ${JSON.stringify(answer)} against ${JSON.stringify(reference)}`, () => {
    assert.ok(Math.abs(rouge1(answer, reference) - one) < 1e-9)
    assert.ok(Math.abs(rougeL(answer, reference) - longest) < 1e-9)
  })

test('overlap is 0 to 1, and 1 for the text itself', () => {
  const word = fc.constantFrom('a', 'b', 'The', "it's", 'x.', '"q"', '12')
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { minLength: 1 }).map(words => words.join(' ')),
  )
  fc.assert(
    fc.property(text, text, (left, right) => {
      for (const score of [bleu(left, [right]), rouge1(left, right), rougeL(left, right)])
        assert.ok(score >= 0 && score <= 1 + 1e-9, `${score}`)
      if (left.trim() !== '') assert.ok(bleu(left, [left]) > 1 - 1e-9 && rougeL(left, left) > 1 - 1e-9)
      assert.ok(rougeL(left, right) <= rouge1(left, right) + 1e-9)
    }),
    { numRuns: 1000 },
  )
})
