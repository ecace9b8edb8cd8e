import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import { type DataNode, fieldAt, mayBePrompt, readData } from '../source/dataTree.ts'
import type { TextField } from '../source/sourceField.ts'

/** A GitHub Models prompt: the texts are the contents of its `messages`. */
export const promptYml = promptFormat('prompt-yml', matches, read)

/** By its suffix, which Semantic Kernel uses too; with any other name by contents that only this format has. */
function matches(path: string, source?: string): boolean {
  if (/\.prompt\.ya?ml$/.test(path))
    return source === undefined || !/^\uFEFF?template\s*:/m.test(source) || hasMessages.test(source)
  if (source === undefined || !/\.ya?ml$/.test(path) || !mayBePrompt(source)) return false
  return hasMessages.test(source) && /^(?:testData|evaluators)\s*:/m.test(source)
}

const hasMessages = /^\uFEFF?messages\s*:/m

function read(path: string, source: string): Outcome<Draft> {
  const data = readData(path, source)
  if (!data.ok) return data
  const { root, problems } = data.value
  const list = root.get('messages')
  // Other tools use this suffix too; the list of messages makes it this format.
  if (list?.kind !== 'list') return failure({ code: 'not-a-prompt', place: { path, line: 1 } })
  const messages = readMessages(path, list)
  if (!messages.ok) return messages
  const chat = draftChat(path, list.keyLine, messages.value)
  if (!chat.ok) return chat
  return success({
    ...chat.value,
    language: 'braces',
    model: fieldAt(root, 'model')?.text,
    problems: [...problems, ...chat.value.targets.flatMap(({ field }) => spaced(path, field))],
  })
}

/** As strict as GitHub Models itself: a message that cannot be sent as it is must not be dropped silently. */
function readMessages(path: string, list: DataNode): Outcome<readonly ChatMessage[]> {
  const messages: ChatMessage[] = []
  for (const [index, item] of list.items.entries()) {
    const id = `messages[${index}]`
    const refuse = (detail: string, at: DataNode) =>
      failure({ code: 'prompt-unparsable', detail, place: { path, line: at.line } })
    const role = item.get('role')
    const name = role?.field?.text.toLowerCase()
    if (name !== 'system' && name !== 'user' && name !== 'assistant')
      return refuse(`the role of ${id} is not system, user or assistant`, role ?? item)
    const content = item.get('content')
    if (content === undefined) return refuse(`${id} has no content`, item)
    const { field } = content
    if (field === undefined) return refuse(`the content of ${id} is not a text; does it need quotes?`, content)
    messages.push({ id, role: name, field })
  }
  return success(messages)
}

function spaced(path: string, field: TextField): readonly Problem[] {
  return Array.from(field.text.matchAll(/\{\{([^{}\n]+)\}\}/g)).flatMap(({ index, 1: braced = '' }): Problem[] => {
    const name = braced.trim()
    if (name === '' || name === braced) return []
    return [{ code: 'spaced-placeholder', name, place: { path, line: field.lineOf(index) } }]
  })
}
