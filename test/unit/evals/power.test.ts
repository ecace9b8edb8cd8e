import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  casesToSee,
  chanceToSee,
  gradedCasesToSee,
  smallestGain,
  smallestGradedGain,
  testsNeeded,
} from '../../../src/evals/scoring/power.ts'
import { random } from '../../../src/text/random.ts'
import { mcNemar } from '../../../src/text/statistics.ts'

test('five cases never show a gain, and six do where all of them turn', () => {
  assert.equal(chanceToSee(5, { gained: 1, lost: 0 }), 0)
  assert.equal(chanceToSee(6, { gained: 1, lost: 0 }), 1)
  assert.ok(Math.abs(chanceToSee(6, { gained: 0.9, lost: 0 }) - 0.9 ** 6) < 1e-12)
})

test('the chance to see a gain is the share of samples in which the exact test does', () => {
  const rng = random('power')
  const [n, gained, lost] = [40, 0.25, 0.08]
  const seen = Array.from({ length: 5000 }, () => {
    const draws = Array.from({ length: n }, rng)
    const wins = draws.filter(draw => draw < gained).length
    const losses = draws.filter(draw => draw >= gained && draw < gained + lost).length
    return wins > losses && mcNemar(wins, losses) < 0.05
  }).filter(Boolean).length
  const chance = chanceToSee(n, { gained, lost })
  assert.ok(Math.abs(chance - seen / 5000) < 0.025, `${chance} ${seen / 5000}`)
})

for (const [n, points] of [
  [5, undefined],
  [8, undefined],
  [10, 77],
  [20, 46],
  [50, 23],
  [100, 14],
  [399, 6],
  [400, 6],
  [1000, 3],
] as const)
  test(`${n} test cases show ${points === undefined ? 'no gain' : `a gain of ${points} points`} in four runs of five`, () => {
    const found = smallestGain(n)
    assert.equal(found && Math.round(100 * found), points)
  })

test('as many cases as are said to show a gain do show it', () => {
  const turns = { gained: 0.2, lost: 0.05 }
  const needed = casesToSee(turns) ?? 0
  assert.ok(chanceToSee(needed, turns) >= 0.8 && chanceToSee(needed - 15, turns) < 0.8, `${needed}`)
  assert.equal(casesToSee({ gained: 0.05, lost: 0.05 }), undefined)
  assert.equal(casesToSee({ gained: 0.0501, lost: 0.05 }), undefined)
})

test('for grades by degrees the gain follows from their spread', () => {
  assert.equal(smallestGradedGain(5, 0.3), undefined)
  assert.ok(Math.abs((smallestGradedGain(100, 0.3) ?? 0) - 0.0848) < 1e-3)
  assert.equal(gradedCasesToSee(0.0848, 0.3), 99)
  assert.equal(gradedCasesToSee(-0.1, 0.3), undefined)
  assert.equal(gradedCasesToSee(0.0001, 0.3), undefined)
})

for (const [cases, gain, needed] of [
  [24, 0, 12],
  [24, 0.9, 13],
  [24, 0.4, 24],
  [24, 0.3, 12],
  [400, 0, 200],
  [400, 0.3, 200],
  [400, 0.05, 400],
  [400, 0.03, 200],
  [8, 0.5, 8],
] as const)
  test(`of ${cases} test cases a verdict needs ${needed} for a gain of ${gain} on validation`, () =>
    assert.equal(testsNeeded(cases, gain), needed))

test('as many test cases as are needed show the gain in four runs of five, unless all of them would hardly show it', () =>
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 150 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (cases, gain) => {
      const needed = testsNeeded(cases, gain)
      const chance = chanceToSee(needed, { gained: Math.min(0.95, 0.8 * gain + 0.05), lost: 0.05 })
      const chanceOfAll = chanceToSee(cases, { gained: Math.min(0.95, 0.8 * gain + 0.05), lost: 0.05 })
      const isEnough = needed === cases || chance >= 0.78 || chanceOfAll <= 0.55
      assert.ok(isEnough, `${needed} of ${cases} at ${gain}: ${chance}`)
    }),
    { numRuns: 100 },
  ))
