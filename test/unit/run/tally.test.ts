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
  assert.deepEqual(parts.interval(0), wilson(2, 3))
  assert.equal(parts.failure(), undefined)
})

test('where no case was answered, the first failure tells why', () => {
  const none = tallyOf([failed, failed])
  assert.deepEqual([none.score(), none.interval(0)], [null, null])
  assert.deepEqual(none.failure(), { code: 'all-failed', requests: 2, first: { code: 'cancelled' } })
  assert.equal(tally().failure(), undefined)
})

test('the interval of very many grades by degrees is nearly what resampling gives for as many as can be resampled', () => {
  const grades = (count: number) => Array.from({ length: count }, (_, index) => graded((index % 5) / 4))
  const few = tallyOf(grades(10_000)).interval(0)
  const many = tallyOf(grades(10_005)).interval(0)
  assert.ok(few && many)
  for (const end of [0, 1] as const) assert.ok(Math.abs(few[end] - many[end]) < 0.0005, `${few} ${many}`)
})
