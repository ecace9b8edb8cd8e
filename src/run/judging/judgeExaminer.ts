import { grade } from '../../evals/grading/grade.ts'
import { withRubric } from '../../evals/marking/judgeChecks.ts'
import { verdicts } from '../../evals/marking/rubricSet.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import type { ChatModel } from '../../models/model.ts'
import { success } from '../../problem/outcome.ts'
import { bindGrading } from '../binding/bindGrading.ts'
import type { RubricJudging } from './rubricRun.ts'

/**
 * Grades a rubric by the verdict to which it leads the judge, which is the task model here: right if it is what the
 * person said who marked the answer.
 */
export function judgeExaminer(
  { rubric, dialect, answers }: RubricJudging,
  judge: ChatModel,
  signal: AbortSignal,
): Examine {
  const byId = new Map(answers.map(answer => [answer.id, answer]))
  const services = bindGrading({ ...(dialect && { dialect }) }, { judge }, false, signal)
  return async (text, { id }) => {
    const marked = byId.get(id)
    if (marked === undefined) throw new Error(`no mark ${id}`)
    const { answer, evalCase, checks, isGood, comment } = marked
    const judged = await grade(answer, evalCase, withRubric(checks, rubric, text), services)
    if (!judged.ok) return judged
    const passed = judged.value.passed === isGood
    const why = comment === undefined ? judged.value.reason : `the person says: ${comment}`
    return success({
      answer: judged.value.passed ? verdicts.good : verdicts.bad,
      grade: Number(passed),
      passed,
      ...(!passed && why !== undefined && { reason: why }),
    })
  }
}
