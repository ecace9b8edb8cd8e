import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { grown, numbering } from '../../../src/text/numbering.ts'

test('every text has one number, in the order in which they first came', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 }), texts => {
      const numbers = numbering()
      const known = new Map<string, number>()
      for (const text of texts) {
        assert.equal(numbers.find(text), known.get(text))
        if (!known.has(text)) known.set(text, known.size)
        assert.equal(numbers.take(text), known.get(text))
      }
      for (const [text, number] of known) assert.equal(numbers.find(text), number)
      assert.equal(numbers.find('a text that never came'), undefined)
    }),
  ))

test('100,000 texts keep their numbers', () => {
  const numbers = numbering()
  for (let number = 0; number < 100_000; number++) assert.equal(numbers.take(`row-${number}`), number)
  for (let number = 0; number < 100_000; number += 997) assert.equal(numbers.find(`row-${number}`), number)
})

test('an array that grows keeps what it held', () => {
  const array = Uint32Array.from([1, 2])
  assert.equal(grown(array, 2), array)
  assert.deepEqual([...grown(array, 3)], [1, 2, 0, 0])
  assert.deepEqual([...grown(Float64Array.from([0.5]), 3)], [0.5, 0, 0])
})
