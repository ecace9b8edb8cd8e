import type { EvalSet } from '../../evals/evalSet.ts'
import { grade } from '../../evals/grading/grade.ts'
import type { GraderServices } from '../../evals/grading/grader.ts'
import { chatOfCase, sentText } from '../../evals/scoring/chatFor.ts'
import type { Examine } from '../../evals/scoring/evaluate.ts'
import { deedsInWords, readDeeds } from '../../models/command/deeds.ts'
import type { ChatModel } from '../../models/model.ts'
import { success } from '../../problem/outcome.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import type { RunSettings } from '../request.ts'

/** Characters of what an agent did that its judge reads, and that the optimizer model reads, which sees several. */
const [longestJudged, longestDid] = [12_000, 2000]

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
    const chat = chatOfCase(prompt, target, text, evalCase, evalSet)
    // Without a skill there is no message that says what it says.
    const messages = text === '' ? chat.filter(({ content }) => content !== '') : chat
    const { files } = evalCase
    const reply = await task.chat({ messages, temperature, maxTokens, n: 1, ...(files && { files }) }, signal)
    if (!reply.ok) return reply
    const said = reply.value.texts[0] ?? ''
    const { output: answer, deeds } = task.isAgent ? readDeeds(said) : { output: said, deeds: undefined }
    const graded = await grade(answer, evalCase, evalCase.checks ?? evalSet.checks, {
      ...services,
      sent: sentText(target, messages),
      ...(deeds && { deeds, did: deedsInWords(deeds, longestJudged) }),
    })
    const did = deeds ? deedsInWords(deeds, longestDid) : ''
    const isCut = reply.value.cut?.includes(0) === true
    return graded.ok
      ? success({ answer, ...(isCut && { isCut }), ...(did !== '' && { did }), ...graded.value })
      : graded
  }
