import type { CaseResult } from '../../evals/evalSet.ts'
import { type JudgeFigures, judgeFigures } from '../../evals/marking/judgeFigures.ts'
import { verdicts } from '../../evals/marking/rubricSet.ts'
import type { RubricJudging } from './rubricRun.ts'

type Kappa = JudgeFigures['kappa']

/** How far the judge agrees with people by the first and by the best rubric. */
export interface AgreementChange {
  readonly marks: number
  readonly initial: Kappa
  readonly best: Kappa
}

/** On the marks to which both rubrics led to a verdict. */
export function agreementChange(
  { answers }: RubricJudging,
  initial: readonly CaseResult[],
  best: readonly CaseResult[],
  seed: number,
): AgreementChange {
  const said = (results: readonly CaseResult[]): ReadonlyMap<string, boolean> =>
    new Map(results.flatMap(result => (result.problem ? [] : [[result.id, result.answer === verdicts.good]])))
  const [before, after] = [said(initial), said(best)]
  const both = answers.filter(({ id }) => before.has(id) && after.has(id))
  const kappaBy = (by: ReadonlyMap<string, boolean>): Kappa =>
    judgeFigures(
      both.map(({ id, isGood }) => ({ isGood, plain: by.get(id) === true })),
      seed,
    ).kappa
  return { marks: both.length, initial: kappaBy(before), best: kappaBy(after) }
}
