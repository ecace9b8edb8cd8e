import type { Case, Check, EvalSet } from '../evalSet.ts'
import type { PlacedMark } from './answerMark.ts'
import { judgeChecks } from './judgeChecks.ts'

/** A marked answer as a judge gets it. */
export interface MarkedAnswer {
  readonly id: string
  readonly evalCase: Case
  /** What the judge decides about it. */
  readonly checks: readonly Check[]
  readonly answer: string
  readonly isGood: boolean
  readonly comment?: string
  /** The line of the mark, counted from 1. */
  readonly line: number
}

/** The marked answers that the judge of an eval set can judge, and how many it cannot. */
export interface MarkedSet {
  /** The path of the file of marks. */
  readonly marksPath: string
  readonly answers: readonly MarkedAnswer[]
  /** Number of marked answers that no check of a judge model applies to. */
  readonly notJudged: number
}

/**
 * The marked answers that the judge of an eval set can judge: by the checks of their case, or else of the set. If a case
 * has changed since its answer was marked, its present reference answers count.
 */
export function markedAnswers(
  { cases, checks }: Pick<EvalSet, 'cases' | 'checks'>,
  marks: readonly PlacedMark[],
): readonly MarkedAnswer[] {
  const byId = new Map(cases.map(evalCase => [evalCase.id, evalCase]))
  return marks.flatMap((mark, index): readonly MarkedAnswer[] => {
    const known = mark.case === undefined ? undefined : byId.get(mark.case)
    const own = judgeChecks(known?.checks ?? checks)
    if (own.length === 0) return []
    const id = `mark-${index + 1}`
    const evalCase = known ?? { id, vars: mark.vars, expected: mark.expected }
    const { answer, isGood, comment, line } = mark
    const told = comment !== undefined && { comment }
    return [{ id, evalCase: { ...evalCase, id }, checks: own, answer, isGood, ...told, line }]
  })
}
