import type { Grade, TaskAnswer } from '../../evals/evalSet.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import type { ChatModel } from '../../models/model.ts'
import { endsRun } from '../../problem/endsRun.ts'
import { type Outcome, success } from '../../problem/outcome.ts'

type Examined = Outcome<TaskAnswer & Grade>

/**
 * Asks the task model several times about each case, each time anew, for a model whose answers vary. The grade is the
 * mean, the case passes if more than half of the answers pass, and the reported answer is the first. Failed requests
 * are ignored unless all failed.
 */
export function repeatedly(repeats: number, task: ChatModel, examiner: (task: ChatModel) => Examine): Examine {
  const examines = Array.from({ length: repeats }, (_, repeat) =>
    examiner(repeat === 0 ? task : withRepeat(task, repeat)),
  )
  const [first, second] = examines
  if (first !== undefined && second === undefined) return first
  return async (text, evalCase) => average(await Promise.all(examines.map(examine => examine(text, evalCase))))
}

/** Asks for an answer of its own. The first answer of a case is shared with runs that ask once. */
export const withRepeat = (task: ChatModel, repeat: number): ChatModel => ({
  ...task,
  chat: (request, signal) => task.chat({ ...request, repeat }, signal),
})

function average(outcomes: readonly Examined[]): Examined {
  const graded = outcomes.flatMap(outcome => (outcome.ok ? [outcome.value] : []))
  const failed = outcomes.find(outcome => !outcome.ok)
  const [first] = graded
  if (first === undefined) {
    if (failed === undefined) throw new Error('Nothing was asked.')
    return failed
  }
  // A cap, a cancel or a lost model ends the evaluation, whatever answers came before.
  if (failed && !failed.ok && endsRun(failed.problem)) return failed
  const passed = graded.filter(result => result.passed).length
  return success({
    ...first,
    grade: graded.reduce((sum, { grade }) => sum + grade, 0) / graded.length,
    passed: 2 * passed > graded.length,
  })
}
