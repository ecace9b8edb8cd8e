import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { random, sample, shuffled } from '../../../src/text/random.ts'

const take = (rng: () => number, count: number) => Array.from({ length: count }, () => rng())

test('The same seed gives the same numbers, and any other seed others', () => {
  assert.deepEqual(take(random(1, 'split'), 5), take(random(1, 'split'), 5))
  const seeds = [[1], [2], ['1'], [1, ''], [1, 'split'], [1, 'spli', 't'], [11], [1, 1], []]
  assert.equal(new Set(seeds.map(seed => random(...seed)())).size, seeds.length)
})

test('Numbers are spread evenly over 0 to 1', () => {
  const numbers = take(random(7), 20_000)
  assert.ok(numbers.every(value => value >= 0 && value < 1))
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = numbers.filter(value => Math.floor(value * 10) === tenth).length
    // Four standard deviations of a count of 2,000.
    assert.ok(Math.abs(inside - 2000) < 4 * Math.sqrt(1800), `${tenth}: ${inside}`)
  }
})

test('The first numbers of neighbouring seeds have nothing to do with each other', () => {
  const firsts = Array.from({ length: 10_000 }, (_, seed) => random(seed)())
  const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length
  assert.ok(Math.abs(mean - 0.5) < 4 / Math.sqrt(12 * firsts.length))
  const rises = firsts.filter((value, index) => value > (firsts[index - 1] ?? 1)).length
  assert.ok(Math.abs(rises - 5000) < 4 * Math.sqrt(10_000 / 12))
})

test('Every order of three items comes up equally often', () => {
  const rng = random('orders')
  const counts = new Map<string, number>()
  for (let round = 0; round < 6000; round++) {
    const order = shuffled(['a', 'b', 'c'], rng).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  assert.equal(counts.size, 6)
  for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 4 * Math.sqrt(6000 * (1 / 6) * (5 / 6)))
})

test('Shuffling keeps the items, and a sample keeps their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat(20), fc.integer(), (items, k, seed) => {
      const order = shuffled(items, random(seed))
      assert.deepEqual(order.toSorted(), items.toSorted())
      const drawn = sample(items, k, random(seed))
      assert.equal(drawn.length, Math.min(k, items.length))
      const positions = drawn.map(item => items.indexOf(item))
      assert.deepEqual(
        positions,
        positions.toSorted((a, b) => a - b),
      )
      assert.equal(new Set(positions).size, drawn.length)
    }),
  )
})
