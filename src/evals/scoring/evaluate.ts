import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Case, CaseResult, Grade } from '../evalSet.ts'
import { mapLimited } from './mapLimited.ts'

/** Asks the task model about one case, with the prompt that is being scored, and grades what it answers. */
export type Examine = (text: string, evalCase: Case) => Promise<Outcome<{ readonly answer: string } & Grade>>

/** One prompt on one case. */
export interface Trial {
  readonly text: string
  readonly evalCase: Case
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
    async ({ text, evalCase }): Promise<CaseResult> => {
      const outcome = await examine(text, evalCase)
      if (outcome.ok) return { id: evalCase.id, ...outcome.value }
      if (stops(outcome.problem)) {
        stopped ??= outcome.problem
        halt.abort()
      }
      return { id: evalCase.id, problem: outcome.problem }
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

/**
 * Mean grade, 0 to 1, where a request that failed counts as the reference's answer did: it tells nothing of either, and a
 * prompt whose hard cases fail to be answered must not look better for it. A case that neither was answered for is left
 * out; undefined where that are all.
 */
export function meanGradeBeside(reference: readonly CaseResult[], results: readonly CaseResult[]): number | undefined {
  const known = new Map(reference.map(result => [result.id, result]))
  return meanGrade(results.map(result => (result.problem ? (known.get(result.id) ?? result) : result)))
}

/** Share of the cases that may fail to be answered before a score says too little to be compared. */
const mostFailed = 0.1

export const tooFewAnswered = (unanswered: number, cases: number): boolean => unanswered > mostFailed * cases

/** Whether too many requests failed that were answered for the reference. */
export function isPatchy(reference: readonly CaseResult[], results: readonly CaseResult[]): boolean {
  const known = new Set(reference.flatMap(({ id, problem }) => (problem ? [] : [id])))
  const failed = results.filter(({ id, problem }) => problem && known.has(id))
  return tooFewAnswered(failed.length, results.length)
}

/** Grades before and after, case by case, of the cases that both were answered for. */
export function pairedGrades(
  before: readonly CaseResult[],
  after: readonly CaseResult[],
): readonly (readonly [before: number, after: number])[] {
  const grades = new Map(before.flatMap(result => (result.problem ? [] : [[result.id, result.grade] as const])))
  return after.flatMap(result => {
    const grade = grades.get(result.id)
    return result.problem || grade === undefined ? [] : [[grade, result.grade] as const]
  })
}

/** Differences of the grades, `after` minus `before`, on the cases that both were answered for. */
export const pairedDifferences = (before: readonly CaseResult[], after: readonly CaseResult[]): readonly number[] =>
  pairedGrades(before, after).map(([from, to]) => to - from)

/** Where no case was answered, the failure that tells why; a score of nothing is no score. */
export function answered(results: readonly CaseResult[]): Outcome<readonly CaseResult[]> {
  const first = results.find(result => result.problem)?.problem
  if (first === undefined || results.some(result => !result.problem)) return success(results)
  return failure({ code: 'all-failed', requests: results.length, first })
}

/** Problems that no other case can escape: going on would only spend time or money. */
export const stops = ({ code }: Problem): boolean => endings.has(code)

const endings: ReadonlySet<ProblemCode> = new Set(['cancelled', 'budget', 'wrong-key', 'no-key', 'given-up'])
