import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { RunView } from '../../../src/protocol/page.ts'
import { axes, lastStep } from '../../../webview/chart/axes.ts'
import { scoreColumns as columnsOn, stepSizeColumns, unscored } from '../../../webview/chart/series.ts'
import { baseline, candidate, step, usage, view } from './runs.ts'

const scoreColumns = (run: RunView) => columnsOn(run, axes.step(run))

test('before the baseline there is nothing to draw', () => {
  assert.deepEqual(scoreColumns(view()).x, [])
})

test('each kind of candidate has its column, and those without a score stand beneath 0', () => {
  const candidates = [
    candidate({ score: 0.6 }),
    candidate({ status: 'dropped', score: 0.2, cases: 16 }),
    candidate({ status: 'known', score: 0.4 }),
    candidate({ status: 'rejected', score: 0.9 }),
    candidate({ status: 'dropped', cases: 0 }),
  ]
  const columns = scoreColumns(view({ state: 'done', initial: baseline, steps: [step(1, { candidates, winner: 0 })] }))
  const { x, points, ...drawn } = columns
  assert.deepEqual(
    x.map(place => Number(place.toFixed(2))),
    [0, 0.76, 0.88, 1, 1.12, 1.24, 1.5],
  )
  assert.deepEqual(drawn, {
    best: [0.5, 0.6, null, null, null, null, 0.6],
    initial: Array(7).fill(0.5),
    dropped: [null, null, 0.2, null, null, unscored, null],
    rejected: [null, null, null, null, unscored, null, null],
    known: [null, null, null, 0.4, null, null, null],
    evaluated: [null, 0.6, null, null, null, null, null],
    winner: [null, 0.6, null, null, null, null, null],
  })
  assert.deepEqual(points[2], { step: 1, candidate: 1, x: 0.88, y: 0.2 })
  assert.deepEqual([points[0], points.at(-1)], [null, null])
})

test('the best so far never falls, whatever the winners score', () => {
  const score = fc.integer({ min: 0, max: 48 }).map(passed => passed / 48)
  fc.assert(
    fc.property(fc.array(score, { maxLength: 30 }), winners => {
      const steps = winners.map((won, index) => step(index + 1, { candidates: [candidate({ score: won })], winner: 0 }))
      const { x, best } = scoreColumns(view({ state: 'done', initial: baseline, steps }))
      const known = best.filter(value => value !== null)
      assert.deepEqual(
        known,
        known.toSorted((a, b) => a - b),
      )
      assert.equal(known.at(-1), Math.max(baseline.score, ...winners))
      assert.ok(x.every((value, index) => index === 0 || value > (x[index - 1] ?? 0)))
    }),
  )
})

test('a score over a part of the cases does not raise the best so far', () => {
  const candidates = [candidate({ status: 'dropped', score: 1, cases: 4 })]
  const { best } = scoreColumns(view({ state: 'done', initial: baseline, steps: [step(1, { candidates })] }))
  assert.deepEqual(best, [0.5, null, 0.5])
})

test('a running chart has room for the steps that are planned, a finished one for those made', () => {
  const progress = { phase: 'step', step: 2, steps: 18, done: 0, of: 0, best: null, usage } as const
  assert.equal(lastStep(view({ steps: [step(1)], progress })), 18)
  assert.equal(lastStep(view({ steps: [step(1), step(2)], progress, state: 'failed' })), 2)
  assert.equal(lastStep(view()), 1)
  assert.equal(scoreColumns(view({ initial: baseline, steps: [step(1)], progress })).x.at(-1), 18.5)
})

test('a step without a cap on words leaves a gap', () => {
  const columns = stepSizeColumns(view({ steps: [step(1), step(2, { stepSize: null }), step(3, { stepSize: 12 })] }))
  assert.deepEqual(columns, { x: [1, 2, 3], words: [50, null, 12] })
})
