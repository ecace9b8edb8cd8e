import type { CaseMessage } from '../evalSet.ts'
import type { Field, Fields } from './fields.ts'

/** A chat that a row contains instead of variables. */
export interface Chat {
  /** The field that contains it. */
  readonly name: string
  /** Its text, if the only message is the user's: it fills a placeholder like any other input. */
  readonly question?: string
  /** All messages that are sent, if there are more. */
  readonly messages?: readonly CaseMessage[]
  /** The assistant's last message at the end of a whole conversation. */
  readonly answer?: string
}

/**
 * The chat of a row in one of OpenAI's formats. `input` is a list of messages, with the answer in another field;
 * `messages` is a conversation, and if it ends with the assistant, that message is the answer.
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

/** Whether a row contains a chat with something other than text, such as an image or a tool call. */
export const holdsMoreThanText = (fields: Fields): boolean =>
  [fields.input, fields.messages].some(
    field => field?.list?.[0] !== undefined && field.list.every(({ map }) => map?.role) && !messagesOf(field),
  )

/** Undefined unless the field is a list of messages that each have a role and a text. */
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

/** The content is a text, or a list of parts that are all texts. */
function contentOf(field: Field): string | undefined {
  if (!field.list) return field.map ? undefined : field.text
  const texts = field.list.map(({ map, text }) => (map ? map.text?.text : text))
  return texts.every(text => text !== undefined) ? texts.join('') : undefined
}

function asked(messages: readonly CaseMessage[]): Pick<Chat, 'question' | 'messages'> {
  const [only, second] = messages
  return only?.role === 'user' && second === undefined ? { question: only.content } : { messages }
}
