import assert from 'node:assert/strict'
import test from 'node:test'
import { type ScheduleName, schedules, withWarmup } from '../../../src/optimizer/schedule.ts'

/** Worked out from the closed forms; the first two are also what the published code gives. */
const sizes: readonly (readonly [ScheduleName, warmup: number, sizes: readonly (number | null)[]])[] = [
  ['cosine', 0, [49, 48, 47, 45, 42, 40, 36, 33, 30, 26, 23, 20, 17, 14, 12, 11, 10, 10]],
  ['cosine', 0, [47, 40, 30, 20, 12, 10]],
  ['none', 0, [null, null, null]],
  ['fixed', 0, [50, 50, 50]],
  ['linear', 0, [42, 34, 26, 18, 10]],
  ['linear', 0, [43, 36, 30, 23, 16, 10]],
  ['fixed', 2, [25, 50, 50, 50]],
  ['linear', 2, [25, 50, 40, 30, 20, 10]],
  ['cosine', 2, [25, 50, 44, 30, 15, 10]],
  ['cosine', 3, [16, 33, 50, 40, 20, 10]],
]

for (const [name, warmup, expected] of sizes)
  test(`${name} from 50 to 10 words, warmup ${warmup}, allows ${expected.join(' ')}`, () => {
    const size = withWarmup(schedules[name], warmup)({ initial: 50, final: 10, steps: expected.length })
    assert.deepEqual(
      expected.map((_, index) => size(index + 1)),
      expected,
    )
  })

test('linear never falls below its end, as it does where a warmup that is off is taken from its steps', () => {
  const size = schedules.linear({ initial: 50, final: 10, steps: 18 })
  assert.equal(size(18), 10)
})

test('a long warmup still allows one word', () =>
  assert.equal(withWarmup(schedules.fixed, 9)({ initial: 5, final: 1, steps: 12 })(1), 1))
