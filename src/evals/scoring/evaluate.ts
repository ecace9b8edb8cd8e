import { endsRun } from '../../problem/endsRun.ts'
import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Case, CaseResult, Grade, TaskAnswer } from '../evalSet.ts'
import { mapLimited } from './mapLimited.ts'

/** Sends one case to the task model with the prompt that is being scored, and grades the answer. */
export type Examine = (text: string, evalCase: Case) => Promise<Outcome<TaskAnswer & Grade>>

/** One prompt on one case. */
export interface Trial {
  readonly text: string
  readonly evalCase: Case
}

/**
 * Runs every trial, at most `concurrency` at once. Trials whose requests failed for a reason that may pass are run
 * again after all others have ended, so that faults cost time but do not change the score; one that keeps failing
 * becomes the problem of its case. A problem that concerns the whole run (see `endsRun`) ends the evaluation at once
 * and is its failure. `told` is called once per trial, when its result is final.
 */
export async function evaluate(
  trials: readonly Trial[],
  examine: Examine,
  concurrency: number,
  told: (result: CaseResult, trial: Trial) => void = () => undefined,
): Promise<Outcome<readonly CaseResult[]>> {
  const results: CaseResult[] = []
  let open = trials.map((trial, index) => ({ trial, index }))
  let isPassing = false
  for (let round = 0; open.length > 0; round += 1) {
    const halt = new AbortController()
    let stopped: Problem | undefined
    let hasCome = false
    const mayPass = ({ problem }: CaseResult): boolean =>
      problem !== undefined && stopped === undefined && round < roundsOf(problem.code, isPassing)
    await mapLimited(
      open,
      concurrency,
      async ({ trial, index }) => {
        const outcome = await examine(trial.text, trial.evalCase)
        const { id } = trial.evalCase
        if (!outcome.ok && endsRun(outcome.problem)) {
          stopped ??= outcome.problem
          halt.abort()
          // The results of the first round are kept.
          if (round > 0) return
        }
        const result = outcome.ok ? { id, ...outcome.value } : { id, problem: outcome.problem }
        hasCome ||= outcome.ok && results[index]?.problem?.code === 'timed-out'
        results[index] = result
        if (!mayPass(result)) told(result, trial)
      },
      halt.signal,
    )
    if (stopped !== undefined && (round === 0 || stopped.code !== 'budget')) return failure(stopped)
    open = open.filter(({ index }) => results[index] !== undefined && mayPass(results[index]))
    isPassing ||= hasCome
  }
  return success(results)
}

/**
 * How often a case is run again at the end, by the problem of its request. A request without an answer has already
 * waited long, twice in each round.
 */
const rounds: Partial<Record<ProblemCode, number>> = {
  'rate-limited': 5,
  'server-error': 5,
  unreachable: 5,
  'bad-reply': 5,
  'timed-out': 3,
}

/** An answer of another case that came late shows that the endpoint is at fault, and not a case that no model ends on. */
const latePassing = 10

const roundsOf = (code: ProblemCode, isPassing: boolean): number =>
  code === 'timed-out' && isPassing ? latePassing : (rounds[code] ?? 0)

/** Mean grade of the answered cases, 0 to 1; undefined if none was answered. */
export function meanGrade(results: readonly CaseResult[]): number | undefined {
  const grades = results.flatMap(result => (result.problem ? [] : [result.grade]))
  return grades.length === 0 ? undefined : grades.reduce((sum, grade) => sum + grade, 0) / grades.length
}

/**
 * Mean grade, 0 to 1, in which a failed request counts like the reference's answer: the failure says nothing about
 * either prompt, and a prompt must not look better because its hard cases failed. A case that neither prompt answered
 * is left out; undefined if that is all of them.
 */
export function meanGradeBeside(reference: readonly CaseResult[], results: readonly CaseResult[]): number | undefined {
  const known = new Map(reference.map(result => [result.id, result]))
  return meanGrade(results.map(result => (result.problem ? (known.get(result.id) ?? result) : result)))
}

/** If more than this share of the cases failed to be answered, a score says too little to be compared. */
const mostFailed = 0.1

export const tooFewAnswered = (unanswered: number, cases: number): boolean => unanswered > mostFailed * cases

/** Whether too many requests failed on cases that the reference answered. */
export function isPatchy(reference: readonly CaseResult[], results: readonly CaseResult[]): boolean {
  const known = new Set(reference.flatMap(({ id, problem }) => (problem ? [] : [id])))
  const failed = results.filter(({ id, problem }) => problem && known.has(id))
  return tooFewAnswered(failed.length, results.length)
}

/** The grades before and after, for each case that both prompts answered. */
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

/** The differences of the grades, `after` minus `before`, on the cases that both prompts answered. */
export const pairedDifferences = (before: readonly CaseResult[], after: readonly CaseResult[]): readonly number[] =>
  pairedGrades(before, after).map(([from, to]) => to - from)

/** If no case was answered, the failure that explains why, because there is no score. */
export function answered(results: readonly CaseResult[]): Outcome<readonly CaseResult[]> {
  const first = results.find(result => result.problem)?.problem
  if (first === undefined || results.some(result => !result.problem)) return success(results)
  return failure({ code: 'all-failed', requests: results.length, first })
}
