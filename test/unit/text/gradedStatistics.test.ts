import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { compareGrades, meanInterval } from '../../../src/text/gradedStatistics.ts'
import { type Random, random } from '../../../src/text/random.ts'
import { mcNemar, normalQuantile, wilson } from '../../../src/text/statistics.ts'

const intervalOf = (grades: readonly number[]) =>
  meanInterval(
    grades.reduce((sum, grade) => sum + grade, 0),
    grades.reduce((sum, grade) => sum + grade * grade, 0),
    grades.length,
  )

const bell = (rng: Random): number => normalQuantile(Math.max(1e-9, Math.min(1 - 1e-9, rng())))
const bounded = (grade: number): number => Math.max(0, Math.min(1, grade))

test('where all grades are passes and failures, the interval of the mean is that of a share', () => {
  for (const [passed, n] of [
    [0, 5],
    [5, 5],
    [1, 4],
    [30, 40],
  ] as const)
    assert.deepEqual(
      meanInterval(passed, passed, n).map(end => end.toFixed(9)),
      wilson(passed, n).map(end => end.toFixed(9)),
    )
})

test('the interval of a mean holds it, stays within 0 and 1, and turns round with the grades', () => {
  const grades = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(grades, some => {
      const mean = some.reduce((sum, grade) => sum + grade, 0) / some.length
      const [low, high] = intervalOf(some)
      const [other, another] = intervalOf(some.map(grade => 1 - grade))
      assert.ok(0 <= low && low <= mean + 1e-9 && mean - 1e-9 <= high && high <= 1, `${low} ${mean} ${high}`)
      assert.ok(Math.abs(low + another - 1) < 1e-6 && Math.abs(high + other - 1) < 1e-6)
    }),
  )
})

/** Grades as graders give them, each with its mean: by degrees, in steps of a quarter, and the mean of three answers. */
const kinds: Readonly<Record<string, readonly [draw: (rng: Random) => number, mean: number]>> = {
  'any grade': [rng => rng(), 0.5],
  'high grades': [rng => Math.max(rng(), rng(), rng()), 0.75],
  quarters: [rng => Math.floor(rng() * 5) / 4, 0.5],
  'three answers to a case': [rng => threeAnswers(rng() ** 0.5, rng), 2 / 3],
}

const threeAnswers = (chance: number, rng: Random): number =>
  [rng(), rng(), rng()].filter(draw => draw < chance).length / 3

for (const n of [5, 10, 30, 100])
  for (const [kind, [draw, mean]] of Object.entries(kinds))
    test(`of ${n} cases with ${kind}, about 95 in 100 intervals hold the mean they were drawn from`, () => {
      const rng = random('coverage', n, kind)
      const held = Array.from({ length: 4000 }, () => intervalOf(Array.from({ length: n }, () => draw(rng)))).filter(
        ([low, high]) => low <= mean && mean <= high,
      ).length
      // Of five cases with four or five possible grades each, the means lie too far apart for 95.
      const most = n === 5 && kind !== 'any grade' && kind !== 'high grades' ? 0.99 : 0.972
      assert.ok(held / 4000 >= 0.93 && held / 4000 <= most, `${held / 40} %`)
    })

for (const [differences, pValue] of [
  [[1, 1], 0.5],
  [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 2 / 2 ** 6],
  [[0.1, 0.2, 0.3, -0.4], 0.875],
  [[0, 0, 0], 1],
  [Array.from({ length: 16 }, () => -0.25), 2 / 2 ** 16],
] as const)
  test(`the differences ${differences.join(' ')} have p = ${pValue} exactly`, () =>
    assert.ok(Math.abs(compareGrades(differences, random(1)).pValue - pValue) < 1e-12))

test('on passes and failures the test agrees with the exact one, up to 16 cases to the last digit', () => {
  const turns = (gained: number, lost: number, same: number) => [
    ...Array.from({ length: gained }, () => 1),
    ...Array.from({ length: lost }, () => -1),
    ...Array.from({ length: same }, () => 0),
  ]
  assert.ok(Math.abs(compareGrades(turns(9, 2, 4), random(3)).pValue - mcNemar(9, 2)) < 1e-9)
  assert.ok(Math.abs(compareGrades(turns(9, 2, 12), random(3)).pValue - mcNemar(9, 2)) < 0.035)
})

test('the interval of a difference holds 0 just where its test sees none, and always the difference itself', () => {
  const difference = fc.oneof(
    fc.constantFrom(-1, -0.5, -1 / 3, 0, 0, 1 / 3, 0.5, 1),
    fc.double({ min: -1, max: 1, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(difference, { minLength: 1, maxLength: 40 }), fc.nat(), (some, seed) => {
      const { interval, pValue } = compareGrades(some, random(seed))
      const mean = some.reduce((sum, one) => sum + one, 0) / some.length
      assert.equal(interval[0] <= 0 && interval[1] >= 0, pValue >= 0.05, `${interval} ${pValue}`)
      assert.ok(interval[0] <= mean + 1e-9 && mean - 1e-9 <= interval[1], `${interval} ${mean}`)
    }),
    { numRuns: 300 },
  )
})

for (const n of [5, 10, 30])
  test(`of ${n} cases about 95 in 100 intervals of a difference hold it`, () => {
    const rng = random('paired', n)
    const draw = (): number => {
      const base = 0.5 + 0.15 * bell(rng)
      return bounded(base + 0.15 + 0.1 * bell(rng)) - bounded(base + 0.1 * bell(rng))
    }
    const runs = n === 30 ? 1000 : 2000
    const truth = Array.from({ length: 200_000 }, draw).reduce((sum, one) => sum + one, 0) / 200_000
    const held = Array.from(
      { length: runs },
      () => compareGrades(Array.from({ length: n }, draw), rng).interval,
    ).filter(([low, high]) => low <= truth && truth <= high).length
    // Five cases can't refuse that there is no difference, so below the mean nothing is ever left out.
    assert.ok(held / runs >= 0.93 && held / runs <= (n === 5 ? 0.985 : 0.97), `${(100 * held) / runs} %`)
  })

test('a comparison needs a case', () => assert.throws(() => compareGrades([], random(1)), RangeError))

test('the wavering of a judge is in the interval: with every fifth verdict turned it still covers the mean', () => {
  const rng = random(1, 'wavering judge')
  const [cases, sets, turned] = [40, 400, 0.2]
  let covered = 0
  for (let set = 0; set < sets; set++) {
    let [passed, meant] = [0, 0]
    for (let at = 0; at < cases; at++) {
      const chance = 0.3 + 0.6 * rng()
      const isGood = rng() < chance
      passed += Number(isGood !== rng() < turned)
      meant += 0.6 * (1 - turned) + 0.4 * turned
    }
    const [low, high] = meanInterval(passed, passed, cases)
    covered += Number(low <= meant / cases && meant / cases <= high)
  }
  assert.ok(covered >= 0.93 * sets, `${covered} of ${sets}`)
})
