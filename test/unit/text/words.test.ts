import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { countWords, pieces, words, wordsChanged } from '../../../src/text/words.ts'

for (const [text, expected] of [
  ['', []],
  [' ,.!? ', []],
  ["Don't stop: 3.5 apples!", ["Don't", 'stop', '3.5', 'apples']],
  ['Fill {{input}} in.', ['Fill', 'input', 'in']],
] as const)
  test(`The words of ${JSON.stringify(text)} are ${expected.join(' ') || 'none'}`, () => {
    assert.deepEqual(words(text), expected)
  })

for (const text of ['我喜欢苹果', '私はりんごが好きです', 'ฉันชอบแอปเปิ้ล'])
  test(`${text} has several words though it has no spaces`, () => {
    assert.ok(countWords(text) >= 3)
  })

for (const [from, to, changed] of [
  ['', '', 0],
  ['a b c', 'a b c', 0],
  ['a b c', 'a x c', 1],
  ['a b c', 'a c', 1],
  ['a c', 'a b c', 1],
  ['', 'a b c', 3],
  ['a b c d', 'd c b a', 4],
  ['the cat sat on the mat', 'a cat sat at the big mat', 3],
  ['a b', 'a, b!', 0],
  ['Go', 'go', 1],
] as const)
  test(`${JSON.stringify(from)} is ${changed} words away from ${JSON.stringify(to)}`, () => {
    assert.equal(wordsChanged(from, to), changed)
  })

const sentence = fc.array(fc.constantFrom('a', 'b', 'c', 'dog'), { maxLength: 12 }).map(parts => parts.join(' '))

test('The distance in words is symmetric, bounded, and obeys the triangle inequality', () => {
  fc.assert(
    fc.property(sentence, sentence, sentence, (a, b, c) => {
      const distance = wordsChanged(a, b)
      assert.equal(distance, wordsChanged(b, a))
      assert.ok(distance >= Math.abs(countWords(a) - countWords(b)))
      assert.ok(distance <= Math.max(countWords(a), countWords(b)))
      assert.ok(wordsChanged(a, c) <= distance + wordsChanged(b, c))
    }),
  )
})

test('The pieces of any text give the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => assert.equal(pieces(text).join(''), text)))
})
