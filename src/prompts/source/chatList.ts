import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat } from '../draft.ts'
import type { DataNode } from './dataTree.ts'
import type { TextField } from './sourceField.ts'

/** A chat as in OpenAI's API: a list of maps with a role and a content. */
export function readChatList(path: string, list: DataNode): Outcome<Pick<Draft, 'targets' | 'messages' | 'problems'>> {
  const messages: ChatMessage[] = []
  const problems: Problem[] = []
  for (const [index, item] of list.items.entries()) {
    const id = `messages[${index}]`
    const refuse = (detail: string) => failure({ code: 'prompt-unparsable', detail, place: { path, line: item.line } })
    const role = roles.get(item.get('role')?.field?.text.toLowerCase() ?? '')
    if (role === undefined) return refuse(`the role of ${id} is not system, developer, user or assistant`)
    const content = item.get('content')
    if (content?.field !== undefined) messages.push({ id, role, field: content.field })
    else if (content?.kind !== 'list') return refuse(`the content of ${id} is not a text`)
    else problems.push({ code: 'template-logic', token: `the parts of ${id}`, place: { path, line: content.line } })
  }
  const chat = draftChat(path, list.keyLine, messages)
  return chat.ok ? success({ ...chat.value, problems }) : chat
}

const roles: ReadonlyMap<string, ChatMessage['role']> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
])

/** A longer list is data, since no prompt has so many messages. */
const mostMessages = 500

/** Whether a value is such a list. */
export function isChatList({ kind, items }: DataNode): boolean {
  return (
    kind === 'list' &&
    items.length > 0 &&
    items.length <= mostMessages &&
    items.every(item => item.get('role')?.kind === 'text')
  )
}

/** Whether a text is itself a chat in JSON or YAML, which the tool that sends the file splits into messages. */
export const isChatText = (text: string): boolean =>
  (/^\s*\[\s*\{/.test(text) && /"role"\s*:/.test(text)) || /^\s*- role:/.test(text)

/** Whether promptfoo takes a text for data: it fills the strings in JSON and writes the rest anew. */
export const isDataText = (text: string): boolean => isChatText(text) || (/^\s*[[{]/.test(text) && isJson(text))

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A text that is no data must not become any. */
export const notData = (field: TextField): TextField => ({
  ...field,
  respell: text =>
    isDataText(text) && !isDataText(field.text)
      ? { refused: 'promptfoo would take the text for a chat or other data' }
      : field.respell(text),
})

/** That a text is sent as a text here, and as data by its own tool. */
export const dataText = (path: string, id: string, { text, lineOf }: TextField): Problem => ({
  code: 'template-logic',
  token: `the ${isChatText(text) ? 'chat' : 'JSON'} in ${id}`,
  place: { path, line: lineOf(0) },
})
