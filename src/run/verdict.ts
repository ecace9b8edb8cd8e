import type { CaseResult } from '../evals/evalSet.ts'
import { meanGrade, pairedDifferences } from '../evals/evaluate.ts'
import { type Outcome, success } from '../text/outcome.ts'
import { random } from '../text/random.ts'
import { mcNemar, pairedBootstrap } from '../text/statistics.ts'
import type { Comparison } from './comparison.ts'

/** What the test split says of the original and the best prompt. */
export interface Verdict {
  readonly initial: readonly CaseResult[]
  readonly best: readonly CaseResult[]
  readonly comparison: Comparison
}

/** Opens the test split, which the search never saw: both prompts on every case, the original once where it is the best. */
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
  return success({ initial: before.value, best: after.value, comparison: compare(before.value, after.value, seed) })
}

/** Mean grade, null where nothing was answered. */
export const scoreOf = (results: readonly CaseResult[] | undefined): number | null =>
  results === undefined ? null : (meanGrade(results) ?? null)

/** A difference is called real below this chance of seeing it, or a larger one, where there is none. */
const significance = 0.05

/**
 * Compares two prompts on the cases that both were graded on: exact McNemar where every grade is pass or fail, a paired
 * bootstrap where grades have degrees. The interval is the bootstrap's in either case.
 */
export function compare(initial: readonly CaseResult[], best: readonly CaseResult[], seed: number): Comparison {
  const differences = pairedDifferences(initial, best)
  const passed = new Map(initial.flatMap(result => (result.problem ? [] : [[result.id, result.passed] as const])))
  const turned = (from: boolean, to: boolean): readonly string[] =>
    best.flatMap(result =>
      !result.problem && result.passed === to && passed.get(result.id) === from ? [result.id] : [],
    )
  const fixedCases = turned(false, true)
  const brokenCases = turned(true, false)
  const { interval, pValue } =
    differences.length === 0 ? unknown : pairedBootstrap(differences, random(seed, 'verdict'))
  const chance = [...initial, ...best].every(isPassFail) ? mcNemar(fixedCases.length, brokenCases.length) : pValue
  const gain = differences.reduce((sum, difference) => sum + difference, 0)
  return {
    cases: differences.length,
    fixed: fixedCases.length,
    broken: brokenCases.length,
    fixedCases,
    brokenCases,
    pValue: chance,
    interval,
    verdict: chance >= significance || gain === 0 ? 'not distinguishable' : gain > 0 ? 'better' : 'worse',
  }
}

/** Two prompts that no case was answered for by both: nothing can be said. */
const unknown = { interval: [-1, 1], pValue: 1 } as const

const isPassFail = (result: CaseResult): boolean =>
  result.problem !== undefined || result.grade === 0 || result.grade === 1
