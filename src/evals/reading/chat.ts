import type { CaseMessage } from '../evalSet.ts'
import type { Field, Fields } from './fields.ts'

/** A chat that a row brings in place of variables. */
export interface Chat {
  /** The field it stands in. */
  readonly name: string
  /** The only message, where there is but one and it is the user's: it fills a placeholder like any other input. */
  readonly question?: string
  /** All that is sent, where there is more than that. */
  readonly messages?: readonly CaseMessage[]
  /** What the assistant said at the end of a whole conversation. */
  readonly answer?: string
}

/**
 * The chat of a row in one of OpenAI's forms: `input` is a list of messages whose answer stands elsewhere; `messages` is
 * a conversation, and where the assistant has the last word, that is the answer.
 */
export function chatOf(fields: Fields): Chat | undefined {
  const input = messagesOf(fields.input)
  if (input) return { name: 'input', ...asked(input) }
  const conversation = messagesOf(fields.messages)
  if (!conversation) return undefined
  const last = conversation.at(-1)
  if (last?.role !== 'assistant') return { name: 'messages', ...asked(conversation) }
  return { name: 'messages', answer: last.content, ...asked(conversation.slice(0, -1)) }
}

/** Whether a row holds a chat with something that is no text in it, such as an image or the call of a tool. */
export const holdsMoreThanText = (fields: Fields): boolean =>
  [fields.input, fields.messages].some(
    field => field?.list?.[0] !== undefined && field.list.every(({ map }) => map?.role) && !messagesOf(field),
  )

/** Undefined where the field is no list of messages with a role and a text each. */
function messagesOf(field: Field | undefined): CaseMessage[] | undefined {
  if (!field?.list || field.list.length === 0) return undefined
  const messages: CaseMessage[] = []
  for (const { map } of field.list) {
    const role = Object.hasOwn(roles, map?.role?.text ?? '') ? roles[map?.role?.text ?? ''] : undefined
    const content = map?.content && contentOf(map.content)
    if (role === undefined || content === undefined) return undefined
    messages.push({ role, content })
  }
  return messages
}

const roles: Readonly<Record<string, CaseMessage['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  model: 'assistant',
}

/** Content is a text, or a list of parts that are all texts. */
function contentOf(field: Field): string | undefined {
  if (!field.list) return field.map ? undefined : field.text
  const texts = field.list.map(({ map, text }) => (map ? map.text?.text : text))
  return texts.every(text => text !== undefined) ? texts.join('') : undefined
}

function asked(messages: readonly CaseMessage[]): Pick<Chat, 'question' | 'messages'> {
  const [only, second] = messages
  return only?.role === 'user' && second === undefined ? { question: only.content } : { messages }
}
