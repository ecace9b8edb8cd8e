import { mapLimited } from '../text/concurrency.ts'
import type { Outcome } from '../text/outcome.ts'
import { failure, success } from '../text/outcome.ts'
import type { Problem, ProblemCode } from '../text/problem.ts'
import type { Case, CaseResult, Grade } from './evalSet.ts'

/** Asks the task model about one case, with the prompt that is being scored, and grades what it answers. */
export type Examine = (text: string, item: Case) => Promise<Outcome<{ readonly answer: string } & Grade>>

/** One prompt on one case. */
export interface Trial {
  readonly text: string
  readonly item: Case
}

/**
 * Examines every trial, at most `concurrency` at once. A request that failed for good becomes the problem of its case; a
 * problem that concerns the whole run (see `stops`) ends the evaluation at once and is its failure.
 */
export async function evaluate(
  trials: readonly Trial[],
  examine: Examine,
  concurrency: number,
): Promise<Outcome<readonly CaseResult[]>> {
  const halt = new AbortController()
  let stopped: Problem | undefined
  const results = await mapLimited(
    trials,
    concurrency,
    async ({ text, item }): Promise<CaseResult> => {
      const outcome = await examine(text, item)
      if (outcome.ok) return { id: item.id, ...outcome.value }
      if (stops(outcome.problem)) {
        stopped ??= outcome.problem
        halt.abort()
      }
      return { id: item.id, problem: outcome.problem }
    },
    halt.signal,
  )
  return stopped ? failure(stopped) : success(results)
}

/** Mean grade of the answered cases, 0 to 1; undefined where none was answered. */
export function meanGrade(results: readonly CaseResult[]): number | undefined {
  const grades = results.flatMap(result => (result.problem ? [] : [result.grade]))
  return grades.length === 0 ? undefined : grades.reduce((sum, grade) => sum + grade, 0) / grades.length
}

/** Differences of the grades, `after` minus `before`, on the cases that both were answered for. */
export function pairedDifferences(before: readonly CaseResult[], after: readonly CaseResult[]): readonly number[] {
  const grades = new Map(before.flatMap(result => (result.problem ? [] : [[result.id, result.grade] as const])))
  return after.flatMap(result => {
    const grade = grades.get(result.id)
    return result.problem || grade === undefined ? [] : [result.grade - grade]
  })
}

/** Where no case was answered, the failure that tells why; a score of nothing is no score. */
export function answered(results: readonly CaseResult[]): Outcome<readonly CaseResult[]> {
  const first = results.find(result => result.problem)?.problem
  if (first === undefined || results.some(result => !result.problem)) return success(results)
  return failure({ code: 'all-failed', requests: results.length, first })
}

/** Problems that no other case can escape: going on would only spend time or money. */
export const stops = ({ code }: Problem): boolean => endings.has(code)

const endings: ReadonlySet<ProblemCode> = new Set(['cancelled', 'budget', 'wrong-key', 'no-key', 'given-up'])
