import assert from 'node:assert/strict'
import test from 'node:test'
import { fitToCap, type SearchSettings } from '../../../src/evals/scoring/fitToCap.ts'

const evalSet = (count: number) => ({
  checks: [],
  cases: Array.from({ length: count }, (_, index) => ({ id: `c${index}`, vars: { n: `${index}` }, expected: ['1'] })),
})

const settings: SearchSettings = {
  caps: {},
  steps: 0,
  epochs: 3,
  candidates: 8,
  batchSize: 8,
  seed: 0,
  evaluation: 'fast',
  paper: false,
}
/** A request a candidate, and the train batch once. */
const takes = (candidates: number) => ({ proposing: candidates, onBatch: 1, onValidation: candidates })
const laidOut = (count: number, more: Partial<SearchSettings>) => {
  const { splits, candidates, steps, least } = fitToCap(evalSet(count), { ...settings, ...more }, takes)
  return { validation: splits.validation.length, candidates, steps, least }
}

test('without a cap, or with one that is large enough, nothing is left out', () => {
  // 108 cases are 22 train, 43 validation and 43 test; three epochs over 22 are 9 steps.
  const all = { validation: 43, candidates: 8, steps: 9, least: 43 + 2 * 22 + 8 + 43 + 1 }
  assert.deepEqual(laidOut(108, {}), all)
  assert.deepEqual(laidOut(108, { caps: { calls: 3000 } }), all)
})

test('a cap that bought no step of 108 cases buys smaller ones, three of them if the verdict takes all its cases', () => {
  const { validation, candidates, steps } = laidOut(108, { caps: { calls: 300 } })
  assert.equal(steps, 3)
  assert.equal(candidates, 3)
  assert.ok(validation >= 16 && validation < 43, `${validation}`)
})

test('the cases that are left are drawn by the seed, and are validation cases of the whole', () => {
  const drawn = (seed: number, calls?: number) => {
    const caps = calls === undefined ? {} : { calls }
    return fitToCap(evalSet(108), { ...settings, seed, caps }, takes).splits
  }
  const whole = new Set(drawn(1).validation.map(({ id }) => id))
  const some = drawn(1, 300).validation.map(({ id }) => id)
  assert.ok(some.every(id => whole.has(id)))
  assert.deepEqual(
    drawn(1, 300).validation.map(({ id }) => id),
    some,
  )
  assert.deepEqual(drawn(1, 300).test, drawn(1).test)
})

test('a cap that is too small for one step buys none, and says how much it would take', () => {
  const { steps, least } = laidOut(108, { caps: { calls: 60 } })
  assert.equal(steps, 0)
  assert.ok(least > 60)
  assert.ok(laidOut(108, { caps: { calls: least } }).steps >= 1)
})

test('the verdict of a small cap takes a third of it, but never fewer cases than show something', () => {
  const tested = (calls: number, paper = false) =>
    fitToCap(evalSet(300), { ...settings, paper, caps: { calls } }, takes).splits.test.length
  assert.deepEqual([tested(40), tested(150), tested(600), tested(10_000), tested(150, true)], [12, 25, 100, 120, 120])
})

test('a hundred calls are enough for a search, however many cases the eval set has', () => {
  const { steps, least } = laidOut(1000, { caps: { calls: 100 } })
  assert.ok(steps >= 1 && least <= 100, `${steps} ${least}`)
})

test('as published, nothing is made smaller', () =>
  assert.deepEqual(
    [
      laidOut(108, { paper: true, caps: { calls: 300 } }).candidates,
      laidOut(108, { paper: true, caps: { calls: 300 } }).validation,
    ],
    [8, 43],
  ))
