import type { CaseResult } from '../../evals/evalSet.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { random, shuffled } from '../../text/random.ts'
import { type Interval, significance } from '../../text/statistics.ts'
import { pairResults } from '../reporting/paired.ts'
import type { RunRequest } from '../request.ts'
import { thirdOf } from '../thirdOf.ts'
import type { Comparison } from './comparison.ts'

/** The runs that test on every case: two that each keep the other's half for the test, and one that uses all. */
export interface CrossFitRuns {
  readonly halves: readonly [RunRequest, RunRequest]
  /** Finds the prompt that is offered; it has no test cases. */
  readonly whole: RunRequest
}

/** What a search finds, compared with the original on all cases, each of which the search that is tested on it never saw. */
export type CrossFit = Pick<Comparison, 'cases' | 'pValue' | 'interval' | 'verdict'> & {
  /** Mean of the differences, -1 to 1. */
  readonly difference: number
}

/** Fewer cases than these do not fill two halves. */
const fewestCases = 12

/**
 * Splits a request in three, with a third of each cap for every run. Fails if the cases or a cap are too
 * small for that, or if the author of the cases has chosen some for the test.
 */
export function crossFitRuns(request: RunRequest): Outcome<CrossFitRuns> {
  const { evalSet, settings } = request
  const { cases, path } = evalSet
  if (cases.length < fewestCases)
    return failure({ code: 'eval-set-too-small', cases: cases.length, needed: fewestCases, place: { path } })
  if (cases.some(({ split }) => split === 'test')) {
    const detail = 'the eval set has test cases of its own, and cross-fitting makes a test of every case'
    return failure({ code: 'bad-combination', detail })
  }
  const order = shuffled(cases, random(settings.seed, 'halves'))
  const first = new Set(order.slice(0, Math.ceil(order.length / 2)))
  const caps = thirdOf(settings.caps)
  if (!caps.ok) return caps
  const runWith = (isTested: (evalCase: (typeof cases)[number]) => boolean): RunRequest => ({
    ...request,
    id: newRunId(),
    evalSet: {
      ...evalSet,
      cases: cases.map(evalCase => ({ ...evalCase, split: isTested(evalCase) ? 'test' : 'validation' })),
    },
    settings: { ...settings, caps: caps.value },
  })
  return success({
    halves: [runWith(evalCase => first.has(evalCase)), runWith(evalCase => !first.has(evalCase))],
    whole: runWith(() => false),
  })
}

/**
 * The two searches share data: each chose by the cases on which the other is tested. Simulated with 2 to 64 prompts and
 * 20 to 100 cases this makes the variance of the mean difference up to 1.34 times as large, and a test at 5 % would say
 * "better" in up to 3.2 % of the cases in which nothing is. So the p-value is doubled, and the interval is 1.15 times as
 * wide (the square root of 1.34 is 1.16).
 */
const [pFactor, width] = [2, 1.15]

/** Compares the results of both halves, whose cases differ, by one test over all of them. */
export function crossFitted(
  halves: readonly { readonly initial: readonly CaseResult[]; readonly best: readonly CaseResult[] }[],
  seed: number,
): CrossFit {
  const [before, after] = [halves.flatMap(({ initial }) => initial), halves.flatMap(({ best }) => best)]
  const { cases, difference, interval, pValue } = pairResults(before, after, random(seed, 'cross-fit'))
  const p = Math.min(1, pFactor * pValue)
  const isOpen = p >= significance || difference === 0
  const wide = [
    Math.max(-1, difference - width * (difference - interval[0])),
    Math.min(1, difference + width * (interval[1] - difference)),
  ] as const
  return {
    cases,
    difference,
    pValue: p,
    interval: isOpen ? [Math.min(0, wide[0]), Math.max(0, wide[1])] : apart(interval, wide),
    verdict: isOpen ? 'not distinguishable' : difference > 0 ? 'better' : 'worse',
  }
}

/** The wide interval, but where that would reach 0 and so contradict its test, the end of the narrow one. */
const apart = ([low, high]: Interval, wide: Interval): Interval => [
  low > 0 && wide[0] <= 0 ? low : wide[0],
  high < 0 && wide[1] >= 0 ? high : wide[1],
]
