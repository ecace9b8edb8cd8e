import assert from 'node:assert/strict'
import test from 'node:test'
import type { Splits } from '../../../src/evals/preparing/splits.ts'
import { mostRequests, stepsOf, stepsPerEpoch } from '../../../src/evals/scoring/requestCounts.ts'

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

for (const [settings, steps] of [
  [{ steps: 0, epochs: 3, batchSize: 8 }, 12],
  [{ steps: 5, epochs: 3, batchSize: 8 }, 5],
] as const)
  test(`35 train cases with ${JSON.stringify(settings)} make ${steps} steps`, () =>
    assert.equal(stepsOf(settings, 35), steps))

test('the most requests are those of the baseline, of every step and of both prompts on the test cases', () => {
  const some = (count: number) => Array.from({ length: count }, (_, id) => ({ id: `${id}`, vars: {}, expected: [] }))
  const splits: Splits = { train: some(5), validation: some(10), test: some(20) }
  const shape = { steps: 3, batchSize: 8, perCase: 2, judging: 1 }
  const most = mostRequests(splits, shape, { proposing: 4, onBatch: 1, onValidation: 6 })
  // A batch of 8 holds no more than the 5 train cases.
  assert.equal(most, 2 * (10 + 3 * (5 + 6 * 10) + 2 * 20) + 3 * 4 + 20)
})
