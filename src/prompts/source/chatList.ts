import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat } from '../draft.ts'
import type { DataNode } from './dataTree.ts'

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
