import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import { mapOf, readHeader, textValues } from '../source/header.ts'
import { lineAt } from '../source/lineEnds.ts'
import { spanField } from '../source/sourceField.ts'

/** A Dotprompt file. Plain text uses the same suffix, so the contents decide. */
export const dotprompt = promptFormat(
  'dotprompt',
  (path, source) => path.endsWith('.prompt') && (source === undefined || hasHeader.test(source) || helper.test(source)),
  read,
)

/**
 * How Dotprompt itself separates header and body: lines of a licence may come first. If the header is empty or not
 * YAML, the whole file is sent.
 */
const parts = /^(?:(?:#[^\n]*|[ \t]*)\n)*---\s*(?:\r\n|\r|\n)([\s\S]*?)(?:\r\n|\r|\n)---\s*(?:\r\n|\r|\n)([\s\S]*)$/d

/** Without such a line there is no header, however long the file is. */
const closer = /[\r\n]---[^\S\r\n]*[\r\n]/

/** What is meant as a header, even if Dotprompt does not recognise it. */
const hasHeader = /^\uFEFF?(?:(?:#[^\r\n]*|[^\S\r\n]*)(?:\r\n|\r|\n))*---[ \t]*[\r\n]/

const helper = /\{\{~?\s*(?:role|media|history)\b/

const unseen =
  'Dotprompt does not see the frontmatter and sends it as text: it must not be empty or broken, follow a byte order mark or a CRLF blank line, or end the file'

function read(path: string, source: string): Outcome<Draft> {
  const [yaml, body] = (closer.test(source) && parts.exec(source)?.indices?.slice(1)) || []
  const header = yaml && yaml[0] < yaml[1] ? readHeader(path, source, ...yaml) : undefined
  const isSeen = body !== undefined && header?.problems.length === 0
  const start = isSeen ? body[0] : 0
  const refusal = !isSeen && hasHeader.test(source) ? unseen : undefined
  const messages = messagesIn(source, start, header !== undefined, refusal)
  if (messages.length === 0)
    return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
  const chat = draftChat(path, lineAt(source, start), messages)
  if (!chat.ok) return chat
  const shared: readonly Problem[] = isShared(path) ? [{ code: 'shared-part', place: { path, line: 1 } }] : []
  return success({
    ...chat.value,
    language: 'handlebars',
    model: header?.model,
    defaults: textValues(mapOf(header?.values?.input)?.default),
    problems: [...(header?.problems ?? []), ...shared, ...otherRoles(path, source, start)],
  })
}

/** A partial, which other prompts include by `{{>name}}`. */
const isShared = (path: string): boolean => /(?:^|\/)_[^/]*\.prompt$/.test(path)

/**
 * A message begins at a role helper and after the place of the chat so far; text before the first role helper is the
 * user's.
 */
function messagesIn(source: string, from: number, isTrimmed: boolean, refusal?: string): readonly ChatMessage[] {
  const whole = source.slice(from)
  const start = isTrimmed ? source.length - whole.trimStart().length : from
  const end = isTrimmed ? from + whole.trimEnd().length : source.length
  const messages: ChatMessage[] = []
  let role: ChatMessage['role'] = 'user'
  let begin = start
  const add = (to: number): void => {
    if (source.slice(begin, to).replace(comment, '').trim() === '') return
    const field = spanField(source, begin, to)
    messages.push({
      id: `messages[${messages.length}]`,
      role,
      field: refusal === undefined ? field : { ...field, refusal },
    })
  }
  for (const { index, 0: token, 1: name } of source.slice(start, end).matchAll(marker)) {
    add(start + index)
    begin = start + index + token.length
    role = name === 'system' ? 'system' : name === 'user' ? 'user' : 'assistant'
  }
  add(end)
  return messages
}

/** A message that consists only of comments is not sent. */
const comment = /\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}/g

/** Messages of a role that no model is asked in, such as the result of a tool. */
const otherRoles = (path: string, source: string, from: number): readonly Problem[] =>
  Array.from(source.slice(from).matchAll(marker)).flatMap(({ index, 0: token, 1: name }): Problem[] =>
    name === undefined || roles.has(name)
      ? []
      : [{ code: 'template-logic', token, place: { path, line: lineAt(source, from + index) } }],
  )

const roles: ReadonlySet<string> = new Set(['system', 'user', 'model', 'assistant'])

/** `{{role "system"}}`, or `{{history}}`, after which the model speaks. */
const marker = /\{\{~?\s*(?:role\s+["'](\w+)["'][^{}]*?|history)\s*~?\}\}/g
