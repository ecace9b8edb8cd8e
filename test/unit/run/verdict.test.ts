import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, CaseResult } from '../../../src/evals/evalSet.ts'
import { failure, success } from '../../../src/problem/outcome.ts'
import { compare, openTest } from '../../../src/run/reporting/verdict.ts'
import { results } from './lettered.ts'

for (const [before, after, fixed, broken, cases, verdict] of [
  ['ffffff', 'pppppp', 6, 0, 6, 'better'],
  ['pppppp', 'ffffff', 0, 6, 6, 'worse'],
  ['fffff', 'ppppp', 5, 0, 5, 'not distinguishable'],
  ['pfpf', 'fpfp', 2, 2, 4, 'not distinguishable'],
  ['pppp', 'pppp', 0, 0, 4, 'not distinguishable'],
  ['ffffffee', 'ppppppep', 6, 0, 6, 'better'],
] as const)
  test(`${before} then ${after}: ${fixed} fixed, ${broken} broken, ${verdict}`, () => {
    const comparison = compare(results(before), results(after), 1)
    assert.deepEqual(
      [comparison.fixed, comparison.broken, comparison.cases, comparison.verdict],
      [fixed, broken, cases, verdict],
    )
  })

test('six fixed and none broken has the exact two-sided chance of 2 / 64', () =>
  assert.ok(Math.abs(compare(results('ffffff'), results('pppppp'), 1).pValue - 2 / 64) < 1e-12))

test('an interval holds 0 where the test sees no difference: five fixed of 24 are not enough', () => {
  const { interval, verdict } = compare(results(`${'p'.repeat(19)}fffff`), results('p'.repeat(24)), 1)
  assert.equal(verdict, 'not distinguishable')
  assert.ok(interval[0] <= 0 && interval[1] > 0.2)
})

test('grades by degrees are compared by flipping the signs of their differences, with an interval that holds the mean difference', () => {
  const graded = (shift: number): readonly CaseResult[] =>
    Array.from({ length: 40 }, (_, index) => ({
      id: String(index),
      answer: '',
      grade: 0.3 + shift + (index % 5) / 50,
      passed: false,
    }))
  const { pValue, interval, verdict } = compare(graded(0), graded(0.2), 1)
  assert.ok(pValue < 0.05)
  assert.ok(interval[0] <= 0.2 + 1e-9 && 0.2 - 1e-9 <= interval[1])
  assert.equal(verdict, 'better')
})

test('of two prompts with the same passes on a few cases the interval still has a width', () => {
  const { interval, verdict } = compare(results('ppppfppp'), results('ppppfppp'), 1)
  assert.ok(interval[0] < -0.1 && interval[1] > 0.1)
  assert.equal(verdict, 'not distinguishable')
})

const asked = (...letters: readonly string[]) =>
  letters.map((_, index): Case => ({ id: String(index), vars: { input: '' }, expected: [] }))

test('where no better prompt was found, the test is asked once, and the difference is nothing', async () => {
  const same = { initial: 'Think.', best: 'Think.' }
  let trials = 0
  const verdict = await openTest(same, asked('p', 'p', 'f'), 1, async (given, told) => {
    trials += given.length
    const all = results('ppf')
    all.forEach((result, index) => void (given[index] && told(result, given[index])))
    return success(all)
  })
  assert.ok(verdict.ok)
  assert.equal(trials, 3)
  assert.deepEqual(verdict.value.comparison.interval, [0, 0])
})

test('where a cap ends the test, the verdict is about the cases that both prompts answered', async () => {
  const verdict = await openTest({ initial: 'a', best: 'b' }, asked('p', 'p', 'p', 'p'), 1, async (trials, told) => {
    for (const trial of trials.slice(0, 5))
      told({ id: trial.evalCase.id, answer: '', grade: trial.text === 'b' ? 1 : 0, passed: trial.text === 'b' }, trial)
    return failure({ code: 'budget', cap: 'calls' })
  })
  assert.ok(verdict.ok)
  assert.deepEqual([verdict.value.comparison.cases, verdict.value.comparison.fixed], [2, 2])
})

test('where a cap ends the test before anything was answered by both, there is no verdict', async () => {
  const verdict = await openTest({ initial: 'a', best: 'b' }, asked('p'), 1, async () =>
    failure({ code: 'budget', cap: 'calls' }),
  )
  assert.ok(!verdict.ok && verdict.problem.code === 'budget')
})

test('where a gain was seen and not proven, it is told about how many more cases would show it', () => {
  const { power, verdict } = compare(results(`${'p'.repeat(19)}fffff`), results('p'.repeat(24)), 1)
  assert.equal(verdict, 'not distinguishable')
  assert.ok(power?.smallest && power.smallest > 0.2 && power.smallest < 0.4, `${power?.smallest}`)
  assert.ok(power.moreCases !== undefined && power.moreCases >= 5 && power.moreCases <= 30, `${power.moreCases}`)
})

test('where the gain is proven, or none was seen, no more cases are asked for', () => {
  assert.equal(compare(results('f'.repeat(12)), results('p'.repeat(12)), 1).power?.moreCases, undefined)
  assert.equal(compare(results('pfpf'), results('fpfp'), 1).power?.moreCases, undefined)
})

test('a handful of cases shows nothing at all, which is no number', () =>
  assert.equal(compare(results('fffff'), results('ppppp'), 1).power?.smallest, null))
