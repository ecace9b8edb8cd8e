import assert from 'node:assert/strict'
import test from 'node:test'
import type { CaseResult } from '../../../src/evals/evalSet.ts'
import { split } from '../../../src/evals/preparing/splits.ts'
import type { Caps } from '../../../src/models/usage.ts'
import { crossFitRuns, crossFitted } from '../../../src/run/kinds/crossFit.ts'
import { random } from '../../../src/text/random.ts'
import { request } from '../host/requests.ts'

test('every case is tested once, on what was found without it, and the three runs share the caps', () => {
  const asked = request(41)
  const runs = crossFitRuns({ ...asked, settings: { ...asked.settings, caps: { calls: 1000, usd: 3 } } })
  assert.ok(runs.ok)
  const { halves, whole } = runs.value
  const splits = halves.map(({ evalSet, settings }) => split(evalSet.cases, settings.seed))
  const tested = splits.flatMap(({ test }) => test.map(({ id }) => id))
  assert.deepEqual(tested.toSorted(), asked.evalSet.cases.map(({ id }) => id).toSorted())
  for (const { train, validation, test } of splits) {
    assert.ok(train.length > 0 && validation.length > train.length)
    assert.ok(test.length === 20 || test.length === 21)
  }
  const last = split(whole.evalSet.cases, whole.settings.seed)
  assert.deepEqual([last.test.length, last.train.length + last.validation.length], [0, 41])
  assert.deepEqual(
    [...halves, whole].map(({ settings }) => settings.caps),
    Array.from({ length: 3 }, () => ({ calls: 333, usd: 1 })),
  )
  assert.equal(new Set([...halves, whole].map(({ id }) => id)).size, 3)
})

test('too few cases, and test cases that an author has chosen, are refused', () => {
  const few = crossFitRuns(request(11))
  assert.equal(!few.ok && few.problem.code, 'eval-set-too-small')
  const asked = request(20)
  const [first, ...others] = asked.evalSet.cases
  assert.ok(first)
  const chosen = { ...asked, evalSet: { ...asked.evalSet, cases: [{ ...first, split: 'test' as const }, ...others] } }
  const own = crossFitRuns(chosen)
  assert.equal(!own.ok && own.problem.code, 'bad-combination')
})

test('three runs never spend more than the caps together, and a cap that is too small for three is refused', () => {
  const asked = request(20)
  const enough: readonly Caps[] = [{ calls: 3 }, { calls: 5, tokens: 4 }, { calls: 1000, usd: 1, minutes: 7 }]
  for (const caps of enough) {
    const runs = crossFitRuns({ ...asked, settings: { ...asked.settings, caps } })
    assert.ok(runs.ok)
    const parts = [...runs.value.halves, runs.value.whole].map(({ settings }) => settings.caps)
    for (const name of ['calls', 'tokens', 'usd', 'minutes'] as const) {
      const whole = caps[name]
      if (whole === undefined) continue
      const together = parts.reduce((sum, part) => sum + (part[name] ?? Number.POSITIVE_INFINITY), 0)
      assert.ok(parts.every(part => (part[name] ?? 0) > 0) && together <= whole + 1e-9, `${name}: ${together}`)
    }
  }
  for (const caps of [{ calls: 2 }, { calls: 1 }, { calls: 90, tokens: 2 }]) {
    const runs = crossFitRuns({ ...asked, settings: { ...asked.settings, caps } })
    assert.equal(!runs.ok && runs.problem.code, 'bad-combination')
  }
})

/** Both halves of a search among prompts of which every second is better by `gain`; the best of the other half is tested. */
function searched(cases: number, prompts: number, gain: number, seed: number) {
  const rng = random('cross-fit test', cases, prompts, gain, seed)
  const skills = Array.from({ length: cases }, () => (rng() + rng() + rng()) / 3)
  const grades = Array.from({ length: prompts + 1 }, (_, at) =>
    skills.map(skill => (rng() < skill + (at % 2 === 1 ? gain * (1 - skill) : 0) ? 1 : 0)),
  )
  const half = cases / 2
  const resultsOf = (row: readonly number[], from: number): readonly CaseResult[] =>
    row.slice(from, from + half).map((grade, at) => ({ id: `${from + at}`, answer: '', grade, passed: grade === 1 }))
  return [0, half].map(from => {
    const sum = (row: readonly number[]): number =>
      row.reduce((all, one, at) => all + (at < from || at >= from + half ? one : 0), 0)
    const best = grades.reduce((found, row) => (sum(row) > sum(found) ? row : found))
    return { initial: resultsOf(grades[0] ?? [], from), best: resultsOf(best, from) }
  })
}

for (const [cases, prompts] of [
  [20, 2],
  [30, 16],
  [50, 8],
] as const)
  test(`of ${cases} cases and ${prompts} prompts that are all alike, at most 2.5 % are called better`, () => {
    const runs = 600
    const better = Array.from({ length: runs }, (_, seed) => crossFitted(searched(cases, prompts, 0, seed), seed))
    const count = better.filter(({ verdict }) => verdict === 'better').length
    assert.ok(count <= 0.025 * runs, `${count} of ${runs}`)
    for (const { verdict, interval, pValue } of better)
      assert.equal(verdict === 'not distinguishable', interval[0] <= 0 && interval[1] >= 0, `${pValue} ${interval}`)
  })

test('a gain shows more often than in a test split of two fifths of the cases', () => {
  const verdicts = Array.from({ length: 100 }, (_, seed) => crossFitted(searched(60, 4, 0.5, seed), seed).verdict)
  assert.ok(verdicts.filter(verdict => verdict === 'better').length > 50)
  assert.equal(verdicts.filter(verdict => verdict === 'worse').length, 0)
})

test('a half that found nothing better counts as no difference', () => {
  const [one, other] = searched(40, 4, 0.9, 1)
  assert.ok(one && other)
  const unchanged = { initial: other.initial, best: other.initial }
  const { cases, difference } = crossFitted([one, unchanged], 1)
  assert.equal(cases, 40)
  assert.ok(difference < crossFitted([one, other], 1).difference)
})
