import type { CaseResult } from '../../evals/evalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import { meanInterval } from '../../text/gradedStatistics.ts'

/** The grades of a prompt as they come in; keeps only what the score and its interval need. */
export interface Tally {
  add(results: readonly CaseResult[]): void
  /** Number of answered cases. */
  readonly answered: () => number
  /** Their mean grade, 0 to 1; null if there are none. */
  readonly score: () => number | null
  /** 95 % interval of the score. */
  readonly interval: () => readonly [number, number] | null
  /** If no case was answered, the failure that explains why, because there is no score. */
  readonly failure: () => Problem | undefined
}

export function tally(): Tally {
  let [answered, sum, squares, failed] = [0, 0, 0, 0]
  let first: Problem | undefined

  return {
    add(results) {
      for (const result of results) {
        if (!result.problem) {
          answered++
          sum += result.grade
          squares += result.grade * result.grade
        } else {
          failed++
          first ??= result.problem
        }
      }
    },
    answered: () => answered,
    score: () => (answered === 0 ? null : sum / answered),
    interval: () => (answered === 0 ? null : meanInterval(sum, squares, answered)),
    failure: () => (answered > 0 || first === undefined ? undefined : { code: 'all-failed', requests: failed, first }),
  }
}

export function tallyOf(results: readonly CaseResult[]): Tally {
  const made = tally()
  made.add(results)
  return made
}
