import assert from 'node:assert/strict'
import test from 'node:test'
import type { CaseResult } from '../../../src/evals/evalSet.ts'
import { tally, tallyOf } from '../../../src/run/reporting/tally.ts'
import { wilson } from '../../../src/text/statistics.ts'

const graded = (grade: number): CaseResult => ({ id: '', answer: '', grade, passed: grade === 1 })
const failed: CaseResult = { id: '', problem: { code: 'cancelled' } }

test('the score is the mean of the grades of answered cases, however they come in', () => {
  const parts = tally()
  for (const result of [graded(1), failed, graded(0), graded(1)]) parts.add([result])
  assert.equal(parts.score(), 2 / 3)
  assert.equal(parts.answered(), 3)
  assert.deepEqual(parts.interval(), wilson(2, 3))
  assert.equal(parts.failure(), undefined)
})

test('where no case was answered, the first failure tells why', () => {
  const none = tallyOf([failed, failed])
  assert.deepEqual([none.score(), none.interval()], [null, null])
  assert.deepEqual(none.failure(), { code: 'all-failed', requests: 2, first: { code: 'cancelled' } })
  assert.equal(tally().failure(), undefined)
})

test('the interval of grades by degrees needs no more than their sums, however many they are', () => {
  const some = tallyOf(Array.from({ length: 20_000 }, (_, index) => graded((index % 5) / 4)))
  const [low, high] = some.interval() ?? [0, 0]
  const half = (1.96 * Math.sqrt(1 / 8)) / Math.sqrt(20_000)
  assert.ok(Math.abs(low - (0.5 - half)) < 1e-5 && Math.abs(high - (0.5 + half)) < 1e-5, `${low} ${high}`)
})
