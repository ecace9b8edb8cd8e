import type { PromptFile } from '../../prompts/promptFile.ts'
import { type FilledMessage, render } from '../../prompts/rendering.ts'
import type { Case, EvalSet } from '../evalSet.ts'

/**
 * The messages that are sent for a case with a text in the target's place. Promptfoo sends a prompt that asks for
 * nothing as it stands; elsewhere the case follows it.
 */
export const chatOfCase = (
  prompt: PromptFile,
  target: string,
  text: string,
  evalCase: Case,
  { dialect }: Pick<EvalSet, 'dialect'>,
): readonly FilledMessage[] =>
  chatFor(render(prompt, target, text, evalCase.vars, dialect === 'promptfoo' ? 'unsent' : 'appended'), evalCase)

/**
 * The messages that are sent for a case: the prompt as rendered for it, with the case's prefix and suffix around the
 * last message, followed by the case's own chat.
 */
export function chatFor(
  rendered: readonly FilledMessage[],
  { messages = [], prefix = '', suffix = '' }: Pick<Case, 'messages' | 'prefix' | 'suffix'>,
): readonly FilledMessage[] {
  const chat = [...rendered, ...messages]
  const last = chat.at(-1)
  if (last === undefined || (prefix === '' && suffix === '')) return chat
  return [...chat.slice(0, -1), { role: last.role, content: prefix + last.content + suffix }]
}

/** What is sent as the code of a check sees it: a text as it is, a chat as JSON, as promptfoo writes it. */
export function sentText(target: string, messages: readonly FilledMessage[]): string {
  const [only, second] = messages
  const isText = only?.role === 'user' && second === undefined && !target.startsWith('messages[')
  return isText ? only.content : JSON.stringify(messages, null, 2)
}
