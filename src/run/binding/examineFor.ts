import type { EvalSet } from '../../evals/evalSet.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import type { ChatModel } from '../../models/model.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { judgeExaminer } from '../judging/judgeExaminer.ts'
import { repeatsOf } from '../projectCalls.ts'
import type { RunRequest } from '../request.ts'
import { askRouter, routingExaminer } from '../routing/routingExaminer.ts'
import type { Grading } from './bindGrading.ts'
import { examiner } from './examine.ts'
import type { OpenedRun } from './openRun.ts'
import { repeatedly } from './repeats.ts'

/** How a prompt is tried on a case, as often as the settings say. A route is asked several times anyway. */
export function examineFor(
  request: Tried,
  { prompt, target, models, grading }: OpenedRun,
  evalSet: EvalSet,
  signal: AbortSignal,
): Examine {
  const file = { prompt, target: target.id, grading }
  return repeatedly(request.routing ? 1 : repeatsOf(request.settings), models.task, task =>
    examineOnce(request, file, evalSet, task, signal),
  )
}

type Tried = Pick<RunRequest, 'routing' | 'judging' | 'settings'>

/**
 * How a prompt is tried on a case once: a skill's description by the skill that the query is routed to, a rubric by the
 * judge's verdict, any other prompt by its answer.
 */
export function examineOnce(
  { routing, judging, settings }: Tried,
  { prompt, target, grading }: { readonly prompt: PromptFile; readonly target: string; readonly grading: Grading },
  evalSet: EvalSet,
  task: ChatModel,
  signal: AbortSignal,
): Examine {
  if (routing) return routingExaminer(routing, askRouter(task, settings.task, signal))
  if (judging) return judgeExaminer(judging, task, signal)
  return examiner(prompt, target, evalSet, task, settings.task, signal, grading)
}
