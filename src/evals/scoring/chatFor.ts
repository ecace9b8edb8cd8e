import type { FilledMessage } from '../../prompts/rendering.ts'
import type { Case } from '../evalSet.ts'

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
