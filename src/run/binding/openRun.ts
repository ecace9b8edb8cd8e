import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import { readRequested } from '../../prompts/requestedPrompt.ts'
import type { RunRequest } from '../request.ts'
import { bindGrading, type Grading, lacking } from './bindGrading.ts'
import { type OpenedModels, openModels } from './openModels.ts'
import type { RunContext } from './runContext.ts'

/** What every kind of run uses. */
export interface OpenedRun extends OpenedModels {
  readonly prompt: PromptFile
  readonly target: Target
  readonly grading: Grading
}

/** Reads the prompt again from the request, opens the paid answers, and connects the models with the caps enforced. */
export function openRun(request: RunRequest, context: RunContext): Outcome<OpenedRun> {
  const { signal, streamed } = context
  const prompt = readRequested(request.prompt)
  if (!prompt.ok) return prompt
  const target = prompt.value.targets.find(({ id }) => id === request.prompt.target)
  if (!target) {
    const known = prompt.value.targets.map(({ id }) => id)
    return failure({
      code: 'unknown-target',
      target: request.prompt.target,
      known,
      place: { path: request.prompt.path },
    })
  }
  const missing = lacking(request, streamed?.evalSet.demands)
  if (missing) return failure(missing)
  const opened = openModels(request, context)
  if (!opened.ok) return opened
  const grading = bindGrading(request.evalSet, opened.value.models, request.settings.allowCode, signal)
  const close = (): void => {
    grading.close()
    opened.value.close()
  }
  return success({ ...opened.value, prompt: prompt.value, target, grading, close })
}
