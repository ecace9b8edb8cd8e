import type { Dialect } from '../../evals/evalSet.ts'
import type { MarkedAnswer } from '../../evals/marking/markedAnswers.ts'

/** Set in a request whose prompt is the rubric of a judge: it is scored by how often the judge agrees with people. */
export interface RubricJudging {
  /** The rubric as it stands in the eval set. */
  readonly rubric: string
  readonly dialect?: Dialect
  /** The marked answers, by the ids of the cases of the request. */
  readonly answers: readonly MarkedAnswer[]
}
