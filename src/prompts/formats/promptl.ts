import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import { findFrontmatter } from '../source/frontmatter.ts'
import { readHeader } from '../source/header.ts'
import { commonIndentation, lineAt, lineEndOf, withLineEnds } from '../source/lineEnds.ts'
import { spanField, type TextField } from '../source/sourceField.ts'

/** A PromptL file: a header, messages in tags, and text outside of the tags, which is the system message. */
export const promptl = promptFormat('promptl', path => path.endsWith('.promptl'), read)

function read(path: string, source: string): Outcome<Draft> {
  const start = source.startsWith('\uFEFF') ? 1 : 0
  const found = findFrontmatter(source, start + (beforeHeader.exec(source.slice(start))?.[0].length ?? 0))
  if (found.kind === 'unclosed') return failure({ code: 'unclosed-frontmatter', place: { path, line: 1 } })
  const header = found.kind === 'closed' ? readHeader(path, source, found.start, found.end) : undefined
  const from = found.kind === 'closed' ? found.body : start
  const messages = messagesIn(source, from)
  if (messages.length === 0)
    return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
  const chat = draftChat(path, lineAt(source, from), messages)
  if (!chat.ok) return chat
  return success({ ...chat.value, language: 'promptl', model: header?.model, problems: header?.problems ?? [] })
}

const beforeHeader = /^(?:\s|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->)*/

/** A message in its tag; comments are skipped. */
const message = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|<(system|developer|user|assistant)(?:\s[^<>]*)?>([\s\S]*?)<\/\1\s*>/dg

function messagesIn(source: string, from: number): readonly ChatMessage[] {
  const messages: ChatMessage[] = []
  const add = (role: ChatMessage['role'], start: number, end: number): void => {
    const indentation = indentationOf(source.slice(start, end))
    messages.push({ id: `messages[${messages.length}]`, role, field: dedentedField(source, start, end), indentation })
  }
  let begin = from
  const addStray = (end: number): void => {
    if (withoutComments(source.slice(begin, end)).trim() !== '') add('system', begin, end)
  }
  for (const match of source.matchAll(message)) {
    const [start = 0, end = 0] = match.indices?.[0] ?? []
    const content = match.indices?.[2]
    if (content === undefined || start < from) continue
    addStray(start)
    add(match[1] === 'user' ? 'user' : match[1] === 'assistant' ? 'assistant' : 'system', ...content)
    begin = end
  }
  addStray(source.length)
  return messages
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '')

/** The indentation that all lines of a content share belongs to the file and not to the text. */
function dedentedField(source: string, from: number, to: number): TextField {
  const span = spanField(source, from, to)
  const indentation = indentationOf(source.slice(from, to))
  const [start, end] = span.range
  return {
    ...span,
    text: span.text.replaceAll(new RegExp(`^[ \\t]{${indentation.length}}`, 'gm'), ''),
    lead: '',
    tail: '',
    respell: text => {
      if (text !== text.trim()) return span.respell(text)
      const indented = text.replaceAll(/\n(?=[^\n])/g, `\n${indentation}`)
      return { written: withLineEnds(indented, lineEndOf(source, source.slice(start, end))) }
    },
  }
}

/** The indentation that all lines that are not blank have in common. */
const indentationOf = (text: string): string => /^[ \t]*(?=\S)/m.exec(text)?.[0].slice(0, commonIndentation(text)) ?? ''
