import type { CaseResult } from '../evalSet.ts'

/** How many of a number of answers are incomplete. */
export interface AnswerCounts {
  readonly answers: number
  /** Answers cut off at their maximum length. */
  readonly cut: number
  /** Answers without text. */
  readonly empty: number
  /** That maximum length, in tokens. */
  readonly limit: number
}

export function countAnswers(results: readonly CaseResult[], limit: number): AnswerCounts {
  const counts = { answers: 0, cut: 0, empty: 0, limit }
  for (const result of results) {
    if (result.problem) continue
    counts.answers++
    if (result.isCut) counts.cut++
    else if (result.answer.trim() === '') counts.empty++
  }
  return counts
}

/** The sum of these counts; undefined if there are none. */
export function allAnswers(counts: readonly AnswerCounts[]): AnswerCounts | undefined {
  const [last] = counts.slice(-1)
  const sum = (of: (one: AnswerCounts) => number): number => counts.reduce((total, one) => total + of(one), 0)
  return (
    last && {
      answers: sum(one => one.answers),
      cut: sum(one => one.cut),
      empty: sum(one => one.empty),
      limit: last.limit,
    }
  )
}
