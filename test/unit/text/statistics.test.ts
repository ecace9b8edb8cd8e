import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  mcNemar,
  newcombe,
  normalQuantile,
  pairedZ,
  studentQuantile,
  turned,
  wilson,
} from '../../../src/text/statistics.ts'

const near = (actual: number, expected: number, relative = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected}`)

for (const [fixed, broken, expected] of [
  [0, 0, 1],
  [1, 0, 1],
  [5, 0, 2 / 2 ** 5],
  [0, 10, 2 / 2 ** 10],
  [8, 1, (2 * (1 + 9)) / 2 ** 9],
  [3, 3, 1],
  [10, 2, (2 * (1 + 12 + 66)) / 2 ** 12],
  [40, 0, 2 / 2 ** 40],
] as const)
  test(`${fixed} fixed and ${broken} broken cases have p = ${expected}`, () => near(mcNemar(fixed, broken), expected))

test('A hundred thousand cases are no trouble, and agree with the normal distribution', () => {
  // 50,000 against 49,000: with a continuity correction z = 999 / sqrt(99,000), p = 0.001498...
  near(mcNemar(50_000, 49_000), 0.0014985, 2e-3)
  near(mcNemar(50_000, 50_000), 1)
})

test('The p-value is symmetric, lies within 0 and 1, and falls as the split grows more uneven', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (a, b) => {
      const p = mcNemar(a, b)
      assert.equal(p, mcNemar(b, a))
      assert.ok(p > 0 && p <= 1)
      assert.ok(mcNemar(Math.max(a, b) + 1, Math.min(a, b)) <= p + 1e-9)
    }),
  )
})

for (const [passed, n, low, high] of [
  [0, 0, 0, 1],
  [0, 10, 0, 0.277533],
  [10, 10, 0.722467, 1],
  [5, 10, 0.236593, 0.763407],
  [80, 100, 0.711169, 0.866629],
] as const)
  test(`${passed} of ${n} lies between ${low} and ${high}`, () => {
    const [from, to] = wilson(passed, n)
    assert.ok(Math.abs(from - low) < 1e-5 && Math.abs(to - high) < 1e-5, `${from} ${to}`)
  })

for (const [p, z] of [
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.025, -1.959963984540054],
  [0.995, 2.5758293035489004],
  [0.8413447460685429, 1],
  [0.0013498980316300933, -3],
  [1e-9, -5.997807015007687],
] as const)
  test(`A normal variable stays below ${z} with probability ${p}`, () => {
    assert.ok(Math.abs(normalQuantile(p) - z) < 1e-7)
  })

for (const [freedom, t] of [
  [1, 12.706204736],
  [2, 4.30265273],
  [4, 2.776445105],
  [9, 2.262157163],
  [29, 2.045229642],
  [120, 1.979930405],
  [999, 1.962341461],
  [1000, 1.962339081],
  [1_000_000, 1.959966],
] as const)
  test(`Student's t with ${freedom} degrees of freedom stays below ${t} with probability 0.975`, () =>
    assert.ok(Math.abs(studentQuantile(freedom) - t) < 1e-5))

for (const [differences, z] of [
  [[], 0],
  [[1], 0],
  [[0, 0], 0],
  [[1, -1], 0],
  [[1, 0], 1],
  [[2, 4, 6], 4 / (2 / Math.sqrt(3))],
  [[1, 1], Infinity],
  [[-1, -1], -Infinity],
] as const)
  test(`The differences ${differences.join(' ') || 'of none'} lie ${z} standard errors from 0`, () => {
    const actual = pairedZ(differences)
    assert.ok(actual === z || Math.abs(actual - z) < 1e-12)
  })

for (const [both, gained, lost, neither, low, high] of [
  // The first example of Newcombe 1998, and the one of Altman et al. 2000, "Statistics with confidence".
  [20, 12, 2, 16, 0.0562, 0.3292],
  [14, 0, 5, 22, -0.2265, -0.0115],
  [3, 9, 9, 3, -0.3217, 0.3217],
  // No case turned, which of twenty is no proof that none ever does.
  [15, 0, 0, 5, -0.1206, 0.1206],
  [0, 0, 0, 0, -1, 1],
] as const)
  test(`of ${both} passed by both, ${gained} gained, ${lost} lost and ${neither} by neither the difference lies from ${low} to ${high}`, () =>
    assert.deepEqual(
      newcombe(both, gained, lost, neither).map(end => Number(end.toFixed(4))),
      [low, high],
    ))

test('The interval of a difference of shares turns round with its sides, holds the difference and stays within -1 and 1', () => {
  const count = fc.nat({ max: 200 })
  fc.assert(
    fc.property(count, count, count, count, (both, gained, lost, neither) => {
      fc.pre(both + gained + lost + neither > 0)
      const [low, high] = newcombe(both, gained, lost, neither)
      const [other, another] = newcombe(both, lost, gained, neither)
      assert.ok(Math.abs(low + another) < 1e-12 && Math.abs(high + other) < 1e-12)
      const difference = (gained - lost) / (both + gained + lost + neither)
      assert.ok(-1 <= low && low <= difference && difference <= high && high <= 1)
    }),
  )
})

for (const [gained, lost, low, high] of [
  // With none lost the least share is 0.025 to the power of one over those gained.
  [5, 0, 2 * 0.025 ** (1 / 5) - 1, 1],
  [6, 0, 2 * 0.025 ** (1 / 6) - 1, 1],
  [0, 6, -1, 1 - 2 * 0.025 ** (1 / 6)],
  [0, 0, 0, 0],
] as const)
  test(`${gained} gained and ${lost} lost, and no other case, leave open a difference from ${low.toFixed(3)} to ${high.toFixed(3)}`, () => {
    const found = turned(gained, lost, gained + lost || 1)
    assert.ok(Math.abs(found[0] - low) < 1e-9 && Math.abs(found[1] - high) < 1e-9, String(found))
  })

test('what the turned cases allow holds 0 just where the exact test sees no difference', () => {
  const count = fc.nat({ max: 300 })
  fc.assert(
    fc.property(count, count, count, (gained, lost, others) => {
      fc.pre(gained + lost > 0)
      const [low, high] = turned(gained, lost, gained + lost + others)
      assert.equal(low <= 0 && high >= 0, mcNemar(gained, lost) >= 0.05)
    }),
  )
})
