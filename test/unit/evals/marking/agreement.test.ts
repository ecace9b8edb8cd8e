import assert from 'node:assert/strict'
import test from 'node:test'
import { type Agreement, cohensKappa, kappaInterval } from '../../../../src/evals/marking/agreement.ts'
import { random } from '../../../../src/text/random.ts'

const table = (bothYes: number, onlyFirst: number, onlySecond: number, bothNo: number): Agreement => ({
  bothYes,
  onlyFirst,
  onlySecond,
  bothNo,
})

test('kappa is the agreement beyond chance', () => {
  // Cohen's example of two raters: 20 + 15 of 50 alike, where chance gives half.
  assert.equal(cohensKappa(table(20, 5, 10, 15))?.toFixed(3), '0.400')
  assert.equal(cohensKappa(table(10, 0, 0, 10)), 1)
  assert.equal(cohensKappa(table(10, 10, 10, 10)), 0)
  assert.equal(cohensKappa(table(0, 10, 10, 0)), -1)
})

test('kappa is unknown where both always say the same one word', () => {
  assert.equal(cohensKappa(table(9, 0, 0, 0)), undefined)
  assert.equal(cohensKappa(table(0, 0, 0, 0)), undefined)
})

test('the interval has a width even where all ratings agree, and narrows with their number', () => {
  const width = (n: number): number => {
    const [low, high] = kappaInterval(table(n, 0, 0, n), random(1))
    return high - low
  }
  assert.ok(width(5) > width(20) && width(20) > width(200) && width(200) > 0)
})

test('the interval contains the true kappa about as often as it says', () => {
  // 20 ratings; each rater says yes half of the time, and they agree on 80 %: kappa is 0.6.
  const rng = random(7)
  const covered = Array.from({ length: 60 }, () => {
    const drawn = [0, 0, 0, 0]
    for (let n = 0; n < 20; n++) {
      const at = rng()
      const cell = at < 0.4 ? 0 : at < 0.5 ? 1 : at < 0.6 ? 2 : 3
      drawn[cell] = (drawn[cell] ?? 0) + 1
    }
    const [a = 0, b = 0, c = 0, d = 0] = drawn
    const [low, high] = kappaInterval(table(a, b, c, d), rng)
    return low <= 0.6 && high >= 0.6
  }).filter(Boolean).length
  assert.ok(covered >= 52, `${covered} of 60`)
})
