import assert from 'node:assert/strict'
import test from 'node:test'
import { cosine } from '../../../src/optimizer/schedule.ts'
import { stepsPerEpoch } from '../../../src/optimizer/strategies.ts'

const published: readonly (readonly [steps: number, sizes: readonly number[]])[] = [
  [18, [49, 48, 47, 45, 42, 40, 36, 33, 30, 26, 23, 20, 17, 14, 12, 11, 10, 10]],
  [6, [47, 40, 30, 20, 12, 10]],
]

for (const [steps, sizes] of published)
  test(`cosine from 50 to 10 words over ${steps} steps gives the published sizes`, () => {
    const size = cosine(50, 10, steps)
    assert.deepEqual(
      sizes.map((_, index) => size(index + 1)),
      sizes,
    )
  })

for (const [cases, steps] of [
  [20, 3],
  [27, 3],
  [33, 4],
  [35, 4],
  [48, 6],
  [50, 6],
  [100, 13],
  [3, 1],
  [0, 1],
] as const)
  test(`an epoch over ${cases} cases in batches of 8 has ${steps} steps`, () =>
    assert.equal(stepsPerEpoch(cases, 8), steps))
