import type { Problem } from '../../problem/problem.ts'
import type { ChatMessage } from '../draft.ts'
import { lineAt } from './lineEnds.ts'
import { spanField, type TextField } from './sourceField.ts'

type Version = 1 | 2 | undefined

/** The messages of a Prompty body. Text before the first role line is the system message. */
export function messagesIn(source: string, start: number, version: Version): readonly ChatMessage[] {
  const found = Array.from(source.slice(start).matchAll(version === 1 ? firstMarker : marker))
  const spans = [
    { role: 'system', from: start, to: start + (found[0]?.index ?? source.length - start) },
    ...found.map(({ index, 0: line, 1: role = '' }, position) => ({
      role: role.toLowerCase(),
      from: start + index + line.length,
      to: start + (found[position + 1]?.index ?? source.length - start),
    })),
  ]
  return spans
    .filter(({ from, to }, index) => index > 0 || source.slice(from, to).trim() !== '')
    .map(({ role, from, to }, index) => ({
      id: `messages[${index}]`,
      role: role === 'user' ? 'user' : role === 'system' || role === 'developer' ? 'system' : 'assistant',
      field: asSent(spanField(source, from, to), version),
    }))
}

/** A line that names a role; in version 2 it may have attributes. */
const marker =
  /^(?:[^\S\r\n]*#)?[^\S\r\n]*(system|user|assistant|developer)(?:\[[^\]\r\n]*=[^\]\r\n]*\])?[^\S\r\n]*:[^\S\r\n]*$/gim
const firstMarker =
  /^(?:[^\S\r\n]*#)?[^\S\r\n]*(system|user|assistant|function|tools)(?:\[[^\]\r\n]*\])?[^\S\r\n]*:[^\S\r\n]*$/gim

/** Version 1 sends a message without surrounding white space, version 2 without surrounding line ends. */
const asSent = (field: TextField, version: Version): TextField =>
  version === 1
    ? { ...field, lead: '', tail: '' }
    : { ...field, lead: field.lead.replace(/^\n+/, ''), tail: field.tail.replace(/\n+$/, '') }

/** What version 1 does not send as text: images, function results and the chat so far. */
export function notText(path: string, source: string, start: number): readonly Problem[] {
  const body = source.slice(start)
  const found = body.matchAll(
    /!\[[^\]\n]{0,999}\]\([^()\n]*\)|!\[thread\]|^(?:[^\S\r\n]*#)?[^\S\r\n]*(?:function|tools)[^\S\r\n]*:[^\S\r\n]*$/gim,
  )
  return Array.from(found, ({ index, 0: token }) => ({
    code: 'template-logic',
    token: token.trim(),
    place: { path, line: lineAt(source, start + index) },
  }))
}
