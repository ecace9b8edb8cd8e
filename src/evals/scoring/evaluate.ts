import { endsRun } from '../../problem/endsRun.ts'
import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Case, CaseResult, Grade, TaskAnswer } from '../evalSet.ts'
import { mapLimited } from './mapLimited.ts'

/** Asks the task model about one case, with the prompt that is being scored, and grades what it answers. */
export type Examine = (text: string, evalCase: Case) => Promise<Outcome<TaskAnswer & Grade>>

/** One prompt on one case. */
export interface Trial {
  readonly text: string
  readonly evalCase: Case
}

/**
 * Examines every trial, at most `concurrency` at once. Those whose requests failed in a way that may pass are examined again
 * when all others have ended, so that faults cost time and not truth; one that fails for good becomes the problem of its
 * case. A problem that concerns the whole run (see `endsRun`) ends the evaluation at once and is its failure. `told` hears of
 * each trial once, when its result is final.
 */
export async function evaluate(
  trials: readonly Trial[],
  examine: Examine,
  concurrency: number,
  told: (result: CaseResult, trial: Trial) => void = () => undefined,
): Promise<Outcome<readonly CaseResult[]>> {
  const results: CaseResult[] = []
  let open = trials.map((trial, index) => ({ trial, index }))
  for (let round = 0; open.length > 0; round += 1) {
    const halt = new AbortController()
    let stopped: Problem | undefined
    const mayPass = ({ problem }: CaseResult): boolean =>
      problem !== undefined && stopped === undefined && round < (rounds[problem.code] ?? 0)
    await mapLimited(
      open,
      concurrency,
      async ({ trial, index }) => {
        const outcome = await examine(trial.text, trial.evalCase)
        const { id } = trial.evalCase
        if (!outcome.ok && endsRun(outcome.problem)) {
          stopped ??= outcome.problem
          halt.abort()
          // Nothing is lost that the first time had brought.
          if (round > 0) return
        }
        const result = outcome.ok ? { id, ...outcome.value } : { id, problem: outcome.problem }
        results[index] = result
        if (!mayPass(result)) told(result, trial)
      },
      halt.signal,
    )
    if (stopped !== undefined && (round === 0 || stopped.code !== 'budget')) return failure(stopped)
    open = open.filter(({ index }) => results[index] !== undefined && mayPass(results[index]))
  }
  return success(results)
}

/** How often a case is examined again at the end, by what its request met with. The wait for an answer that never came was long. */
const rounds: Partial<Record<ProblemCode, number>> = {
  'rate-limited': 3,
  'server-error': 3,
  unreachable: 3,
  'bad-reply': 3,
  'timed-out': 1,
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
