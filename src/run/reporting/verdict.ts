import type { CaseResult } from '../../evals/evalSet.ts'
import { meanGrade } from '../../evals/scoring/evaluate.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { random } from '../../text/random.ts'
import type { Comparison } from '../kinds/comparison.ts'
import { pairResults } from './paired.ts'
import { powerOf } from './powerOf.ts'

/** What the test split says about the original and the best prompt. */
export interface Verdict {
  readonly initial: readonly CaseResult[]
  readonly best: readonly CaseResult[]
  readonly comparison: Comparison
}

/**
 * Opens the test split, which the search never saw: both prompts on every case, or the original once if it is the best.
 */
export async function openTest(
  initial: string,
  best: string,
  seed: number,
  test: (text: string) => Promise<Outcome<readonly CaseResult[]>>,
): Promise<Outcome<Verdict>> {
  const before = await test(initial)
  if (!before.ok) return before
  const after = best === initial ? before : await test(best)
  if (!after.ok) return after
  const comparison = compare(before.value, after.value, seed)
  return success({
    initial: before.value,
    best: after.value,
    // A prompt differs from itself by exactly nothing, so this is no estimate.
    comparison: best === initial ? { ...comparison, interval: [0, 0] } : comparison,
  })
}

/** Mean grade; null if nothing was answered. */
export const scoreOf = (results: readonly CaseResult[] | undefined): number | null =>
  results === undefined ? null : (meanGrade(results) ?? null)

/**
 * A difference is called real if its p-value is below this: the chance of seeing it, or a larger one, if there is none.
 */
const significance = 0.05

/** Compares two prompts on the cases on which both were graded. */
export function compare(initial: readonly CaseResult[], best: readonly CaseResult[], seed: number): Comparison {
  const passed = new Map(initial.flatMap(result => (result.problem ? [] : [[result.id, result.passed] as const])))
  const turned = (from: boolean, to: boolean): readonly string[] =>
    best.flatMap(result =>
      !result.problem && result.passed === to && passed.get(result.id) === from ? [result.id] : [],
    )
  const fixedCases = turned(false, true)
  const brokenCases = turned(true, false)
  const { cases, difference, interval, pValue } = pairResults(initial, best, random(seed, 'verdict'))
  const verdict =
    pValue >= significance || difference === 0 ? 'not distinguishable' : difference > 0 ? 'better' : 'worse'
  return {
    cases,
    fixed: fixedCases.length,
    broken: brokenCases.length,
    fixedCases,
    brokenCases,
    pValue,
    interval,
    verdict,
    power: powerOf(initial, best, { verdict, interval }),
  }
}
