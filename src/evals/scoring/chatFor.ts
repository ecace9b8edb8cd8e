import type { FilledMessage } from '../../prompts/rendering.ts'
import type { Case } from '../evalSet.ts'

/**
 * What is sent for a case, from the prompt as it is rendered for it: the case's own chat follows, and what it puts
 * before and after the prompt stands around the last message.
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
