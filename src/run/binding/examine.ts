import type { EvalSet } from '../../evals/evalSet.ts'
import { grade } from '../../evals/grading/grade.ts'
import type { GraderServices } from '../../evals/grading/grader.ts'
import { chatFor } from '../../evals/scoring/chatFor.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import { readDeeds } from '../../models/command/deeds.ts'
import type { ChatModel } from '../../models/model.ts'
import { success } from '../../problem/outcome.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { render } from '../../prompts/rendering.ts'
import type { RunSettings } from '../request.ts'

/**
 * Sends a case to the task model with a candidate in place of the file's own prompt, and grades the answer; if the task
 * model is an agent, also what it did.
 */
export const examiner =
  (
    prompt: PromptFile,
    target: string,
    evalSet: EvalSet,
    task: ChatModel,
    { temperature, maxTokens }: RunSettings['task'],
    signal: AbortSignal,
    services: GraderServices,
  ): Examine =>
  async (text, evalCase) => {
    const messages = chatFor(render(prompt, target, text, evalCase.vars), evalCase)
    const reply = await task.chat({ messages, temperature, maxTokens, n: 1 }, signal)
    if (!reply.ok) return reply
    const said = reply.value.texts[0] ?? ''
    const { output: answer, deeds } = task.isAgent ? readDeeds(said) : { output: said, deeds: undefined }
    const [only, second] = messages
    const sent = only?.role === 'user' && second === undefined ? only.content : JSON.stringify(messages)
    const graded = await grade(answer, evalCase, evalCase.checks ?? evalSet.checks, {
      ...services,
      sent,
      ...(deeds && { deeds }),
    })
    const isCut = reply.value.cut?.includes(0) === true
    return graded.ok ? success({ answer, ...(isCut && { isCut }), ...graded.value }) : graded
  }
