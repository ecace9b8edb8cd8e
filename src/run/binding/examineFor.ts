import type { EvalSet } from '../../evals/evalSet.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import { judgeExaminer } from '../judging/judgeExaminer.ts'
import { repeatsOf } from '../projectCalls.ts'
import type { RunRequest } from '../request.ts'
import { askRouter, routingExaminer } from '../routing/routingExaminer.ts'
import { examiner } from './examine.ts'
import type { OpenedRun } from './openRun.ts'
import { repeatedly } from './repeats.ts'

/**
 * How a prompt is tried on a case: a skill's description by the skill that the query is routed to, a rubric by the
 * judge's verdict, any other prompt by its answer.
 */
export function examineFor(
  { routing, judging, settings }: Pick<RunRequest, 'routing' | 'judging' | 'settings'>,
  { prompt, target, models, grading }: OpenedRun,
  evalSet: EvalSet,
  signal: AbortSignal,
): Examine {
  if (routing) return routingExaminer(routing, askRouter(models.task, settings.task, signal))
  return repeatedly(repeatsOf(settings), models.task, task =>
    judging
      ? judgeExaminer(judging, task, signal)
      : examiner(prompt, target.id, evalSet, task, settings.task, signal, grading),
  )
}
