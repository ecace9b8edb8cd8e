import type { CaseResult } from '../../evals/evalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import { random } from '../../text/random.ts'
import { bootstrapInterval, normalInterval, wilson } from '../../text/statistics.ts'

/** The grades of a prompt as they come in, of which only so much is kept as the score and its interval need. */
export interface Tally {
  add(results: readonly CaseResult[]): void
  /** Cases that were answered. */
  readonly answered: () => number
  /** Mean grade of those, 0 to 1; null where there is none. */
  readonly score: () => number | null
  /** 95 % interval of the score. */
  readonly interval: (seed: number) => readonly [number, number] | null
  /** Where no case was answered, the failure that tells why; a score of nothing is no score. */
  readonly failure: () => Problem | undefined
}

/** Up to so many grades are resampled for an interval. With more, the mean is normal to four digits, and its sums are enough. */
const resampled = 10_000

/** Wilson's interval where every grade is pass or fail, a bootstrap's where grades have degrees. */
export function tally(): Tally {
  let [answered, passed, sum, squares, degrees, failed] = [0, 0, 0, 0, 0, 0]
  const grades: number[] = []
  let first: Problem | undefined

  const addGrade = (grade: number): void => {
    answered++
    sum += grade
    squares += grade * grade
    if (grade === 1) passed++
    else if (grade !== 0) degrees++
    if (grades.length <= resampled) grades.push(grade)
  }

  return {
    add(results) {
      for (const result of results) {
        if (!result.problem) addGrade(result.grade)
        else {
          failed++
          first ??= result.problem
        }
      }
    },
    answered: () => answered,
    score: () => (answered === 0 ? null : sum / answered),
    interval(seed) {
      if (answered === 0) return null
      if (degrees === 0) return wilson(passed, answered)
      return answered > resampled
        ? normalInterval(sum, squares, answered)
        : bootstrapInterval(grades, random(seed, 'interval'))
    },
    failure: () => (answered > 0 || first === undefined ? undefined : { code: 'all-failed', requests: failed, first }),
  }
}

export function tallyOf(results: readonly CaseResult[]): Tally {
  const made = tally()
  made.add(results)
  return made
}
