import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import { type Header, mapOf, readHeader, textValues } from '../source/header.ts'
import { lineAt } from '../source/lineEnds.ts'
import { messagesIn, notText } from '../source/promptyChat.ts'

/** A Prompty file of either version: a header, and a chat whose messages are separated by lines such as `system:`. */
export const prompty = promptFormat('prompty', path => path.endsWith('.prompty'), read)

/**
 * How Prompty itself separates header and body. It ignores line boundaries: a `---` within a value of the header ends
 * the header, and white space at the start of the body is lost.
 */
const parts = /^[^\S\r\n]*(?:---|\+\+\+)(.*?)(?:---|\+\+\+)\s*(.+)$/dms

function read(path: string, source: string): Outcome<Draft> {
  const [yaml, body] = parts.exec(source)?.indices?.slice(1) ?? []
  if (body === undefined && /^\s*(?:---|\+\+\+)/.test(source)) return withoutBody(path, source)
  const header = yaml && readHeader(path, source, ...yaml)
  const version = header?.values === undefined ? undefined : versionOf(header.values)
  const start = body?.[0] ?? 0
  const messages = messagesIn(source, start, version).map(message => (body === undefined ? bare(message) : message))
  if (messages.length === 0)
    return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
  const chat = draftChat(path, lineAt(source, start), messages)
  if (!chat.ok) return chat
  return success({
    ...chat.value,
    language: languageOf(header),
    model: header?.model ?? modelOf(header?.values),
    defaults: defaultsIn(header?.values),
    problems: [
      ...(source.startsWith('\uFEFF') && yaml ? [bomProblem(path)] : []),
      ...(header?.problems ?? []),
      ...(yaml ? earlyEnd(path, source, yaml[1]) : []),
      ...(version === 1 ? notText(path, source, start) : []),
    ],
  })
}

/** Prompty does not accept a file without a header, so the text of such a file can be read but not rewritten. */
const bare = (message: ChatMessage): ChatMessage => ({
  ...message,
  field: { ...message.field, refusal: 'the file has no frontmatter, without which Prompty does not read it' },
})

/** The header is not closed, or nothing comes after it. */
function withoutBody(path: string, source: string): Outcome<Draft> {
  const fences = source.match(/---|\+\+\+/g)?.length ?? 0
  return fences < 2
    ? failure({ code: 'unclosed-frontmatter', place: { path, line: lineAt(source, source.search(/\S/)) } })
    : failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
}

const bomProblem = (path: string): Problem => ({ code: 'byte-order-mark', place: { path, line: 1 } })

/** A header that ends in the middle of a line ends there by accident. */
function earlyEnd(path: string, source: string, end: number): readonly Problem[] {
  const before = source.slice(0, end)
  if (/(?:^|[\r\n])$/.test(before) && /^(?:---|\+\+\+)[ \t]*(?:[\r\n]|$)/.test(source.slice(end))) return []
  const detail = 'Prompty ends the frontmatter at the first --- or +++ in it, even within a line'
  return [{ code: 'prompt-unparsable', detail, place: { path, line: lineAt(source, end) } }]
}

function versionOf(values: Readonly<Record<string, unknown>>): 1 | 2 | undefined {
  const { model, inputs, sample } = values
  const keys = Object.keys(mapOf(model) ?? {})
  const has = (...names: readonly string[]): boolean => keys.some(key => names.includes(key))
  if (typeof model === 'string' || has('id', 'provider', 'apiType', 'options', 'connection') || Array.isArray(inputs))
    return 2
  return has('api', 'configuration', 'parameters') || sample !== undefined ? 1 : undefined
}

/** Version 2 gives the model's id; version 1 names a deployment instead. */
function modelOf(values: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const id = mapOf(values?.model)?.id
  return typeof id === 'string' && !id.includes('${') ? id : undefined
}

/**
 * The values of the inputs in the file's own sample: an input has a default, is a value itself, or is in the sample of
 * version 1.
 */
function defaultsIn(values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, string>> {
  const inputs = values?.inputs
  const named: readonly (readonly [unknown, unknown])[] = Array.isArray(inputs)
    ? inputs.map((input: unknown) => [mapOf(input)?.name, input])
    : Object.entries(mapOf(inputs) ?? {})
  const found = named.map(([name, input]) => {
    const said = mapOf(input)
    return [String(name), said === undefined ? input : (said.default ?? said.sample)] as const
  })
  return textValues({
    ...mapOf(values?.sample),
    ...Object.fromEntries(found.filter(([, value]) => value !== undefined)),
  })
}

/** Jinja unless the header asks for Mustache. */
function languageOf(header: Header | undefined): 'prompty' | 'handlebars' {
  const template = header?.values?.template
  const format = mapOf(template)?.format ?? mapOf(template)?.type ?? template
  return (mapOf(format)?.kind ?? format) === 'mustache' ? 'handlebars' : 'prompty'
}
