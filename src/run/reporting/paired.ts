import type { CaseResult } from '../../evals/evalSet.ts'
import { pairedGrades } from '../../evals/scoring/evaluate.ts'
import { compareGrades } from '../../text/gradedStatistics.ts'
import type { Random } from '../../text/random.ts'
import { type Interval, mcNemar, newcombe, turned } from '../../text/statistics.ts'

/** How much the grades of one prompt exceed another's, on the cases that both answered. */
export interface Paired {
  readonly cases: number
  /** Mean of the differences, -1 to 1. */
  readonly difference: number
  /** Its 95 % interval. */
  readonly interval: Interval
  /** The chance of so large a difference if there were none, 0 to 1. */
  readonly pValue: number
}

/**
 * If every grade is pass or fail: the exact McNemar test, with Newcombe's interval widened to what the exact test
 * leaves open. The test is the stricter of the two, and an interval without 0 next to "not distinguishable" would look
 * like a contradiction. If grades are gradual, for example because cases were asked several times: the sign-flip test
 * (see `compareGrades`). If no case was answered for both prompts, nothing can be said.
 */
export function pairResults(before: readonly CaseResult[], after: readonly CaseResult[], rng: Random): Paired {
  const grades = pairedGrades(before, after)
  const cases = grades.length
  if (cases === 0) return { cases, difference: 0, interval: [-1, 1], pValue: 1 }
  const differences = grades.map(([from, to]) => to - from)
  const difference = differences.reduce((sum, one) => sum + one, 0) / cases
  if (grades.flat().some(grade => grade !== 0 && grade !== 1))
    return { cases, difference, ...compareGrades(differences, rng) }
  const count = (from: number, to: number): number => grades.filter(one => one[0] === from && one[1] === to).length
  const [gained, lost] = [count(0, 1), count(1, 0)]
  const [low, high] = newcombe(count(1, 1), gained, lost, count(0, 0))
  const [least, most] = turned(gained, lost, cases)
  const interval = [Math.min(low, least), Math.max(high, most)] as const
  return { cases, difference, interval, pValue: mcNemar(gained, lost) }
}
