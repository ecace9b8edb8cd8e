import type { Case, CaseResult } from '../../evals/evalSet.ts'
import { answered, meanGrade, type Trial } from '../../evals/scoring/evaluate.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { random } from '../../text/random.ts'
import { significance } from '../../text/statistics.ts'
import type { Comparison } from '../kinds/comparison.ts'
import { pairResults } from './paired.ts'
import { powerOf } from './powerOf.ts'

/** What the test split says about the original and the best prompt. */
export interface Verdict {
  readonly initial: readonly CaseResult[]
  readonly best: readonly CaseResult[]
  readonly comparison: Comparison
}

/** Runs every trial, and tells each result when it is final. */
type Test = (
  trials: readonly Trial[],
  told: (result: CaseResult, trial: Trial) => void,
) => Promise<Outcome<readonly CaseResult[]>>

/**
 * Opens the test split, which the search never saw: both prompts on every case, or the original once if it is the best.
 * If a cap is reached on the way, the verdict is about the cases that both prompts have answered by then.
 */
export async function openTest(
  prompts: { readonly initial: string; readonly best: string },
  cases: readonly Case[],
  seed: number,
  test: Test,
): Promise<Outcome<Verdict>> {
  const texts = [...new Set([prompts.initial, prompts.best])]
  const found = new Map(texts.map(text => [text, new Map<string, CaseResult>()]))
  const trials = cases.flatMap(evalCase => texts.map(text => ({ text, evalCase })))
  const outcome = await test(trials, (result, { text }) => found.get(text)?.set(result.id, result))
  if (!outcome.ok && outcome.problem.code !== 'budget') return outcome
  const resultsOf = (text: string): readonly CaseResult[] =>
    cases.flatMap(({ id }) => (texts.every(one => found.get(one)?.has(id)) ? (found.get(text)?.get(id) ?? []) : []))
  const [before, after] = [answered(resultsOf(prompts.initial)), answered(resultsOf(prompts.best))]
  if (!before.ok) return before
  if (!after.ok) return after
  if (!outcome.ok && before.value.length === 0) return outcome
  const comparison = compare(before.value, after.value, seed)
  return success({
    initial: before.value,
    best: after.value,
    // A prompt differs from itself by exactly nothing, so this is no estimate.
    comparison: texts.length === 1 ? { ...comparison, interval: [0, 0] } : comparison,
  })
}

/** Mean grade; null if nothing was answered. */
export const scoreOf = (results: readonly CaseResult[] | undefined): number | null =>
  results === undefined ? null : (meanGrade(results) ?? null)

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
