import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { clipToStep } from '../../../src/text/clip.ts'
import { wordsChanged } from '../../../src/text/words.ts'

for (const [from, to, most, expected] of [
  ['Count it.', 'Count it.', 0, 'Count it.'],
  ['Count the items.', 'List the items.', 1, 'List the items.'],
  ['Count the items.', 'List all the items.', 1, 'List the items.'],
  ['a b c d', 'a x c y', 1, 'a x c d'],
  ['a b', 'a b. Then check each step', 2, 'a b'],
  ['Sum {{x}} now.', 'Now {{x}} sum up.', 2, 'Now {{x}} now.'],
  ['请列出水果', '请先列出水果', 1, '请先列出水果'],
] as const)
  test(`from "${from}" to "${to}" in ${most} words is "${expected}"`, () =>
    assert.equal(clipToStep(from, to, most, ['{{x}}']), expected))

const tokens = ['{{input}}', '#file:x']
const piece = fc.constantFrom('a', 'b', 'one', 'two', ' ', ' ', '. ', "'", '-', '\n', '数', 'é', '1.5', ...tokens)
const text = fc.array(piece, { maxLength: 40 }).map(all => all.join(''))
const count = (whole: string, token: string): number => whole.split(token).length - 1

test('a clipped text differs by at most the step size, and one within it stays as it is', () =>
  fc.assert(
    fc.property(text, text, fc.nat(20), (from, to, most) => {
      const clipped = clipToStep(from, to, most, tokens)
      assert.ok(wordsChanged(from, clipped) <= most)
      if (wordsChanged(from, to) <= most) assert.equal(clipped, to)
    }),
    { numRuns: 500 },
  ))

test('a clipped text has every token as often as before', () =>
  fc.assert(
    fc.property(text, text, fc.nat(20), (from, to, most) => {
      fc.pre(wordsChanged(from, to) > most)
      const clipped = clipToStep(from, to, most, tokens)
      for (const token of tokens) assert.equal(count(clipped, token), count(from, token))
    }),
    { numRuns: 500 },
  ))

test('a long text that shares nothing with the first is left out as a whole, and takes no time', {
  timeout: 30_000,
}, () => {
  const text = (letter: string) => Array.from({ length: 2500 }, (_, index) => `${letter}${index}`).join(' ')
  assert.equal(clipToStep(text('a'), text('b'), 20), text('a'))
})
