import { asList, asMap, asText, isMap, type PlainMap } from './plainData.ts'

export type LogForm = 'messages' | 'langfuse' | 'otel' | 'promptfoo' | 'rows'

type Cells = Readonly<Record<string, string>>

/** One entry of a log as cells, and the form it has; undefined if it is no map, or holds no text. */
export function cellsOfLog(value: unknown): { readonly form: LogForm; readonly cells: Cells } | undefined {
  if (!isMap(value)) return undefined
  for (const [form, read] of forms) {
    const cells = read(value)
    // What has the form of a chat and holds no question is nothing else either.
    if (cells) return Object.keys(cells).length > 0 ? { form, cells } : undefined
  }
  return undefined
}

/** In this order: what only one tool writes comes first. */
const forms: readonly (readonly [LogForm, (entry: PlainMap) => Cells | undefined])[] = [
  ['otel', otelSpan],
  ['promptfoo', promptfooResult],
  ['messages', openaiEntry],
  ['langfuse', langfuseEntry],
  ['rows', anyRow],
]

interface Turn {
  readonly role: string
  readonly text: string
}

const userRoles: readonly string[] = ['user', 'human']
const assistantRoles: readonly string[] = ['assistant', 'model', 'ai']

/** The turns of a chat, with the texts of contents that are in parts. */
const turnsOf = (list: unknown): readonly Turn[] =>
  asList(list).flatMap(item => {
    const { role, type, content, parts } = asMap(item)
    const text = contentText(content ?? parts)
    const who = asText(role ?? type)
    return who === undefined || text === undefined ? [] : [{ role: who.toLowerCase(), text }]
  })

function contentText(content: unknown): string | undefined {
  if (!Array.isArray(content)) return isMap(content) ? asText(content.content ?? content.text) : asText(content)
  const texts = content.flatMap(part =>
    typeof part === 'string' ? part : (asText(asMap(part).text ?? asMap(part).content) ?? []),
  )
  return texts.length === 0 ? undefined : texts.join('')
}

/**
 * The question of a chat is the user's last message; what was said before it is the history, and the answer is what the
 * assistant says last, whatever tools it calls before.
 */
function cellsOfChat(turns: readonly Turn[], answer?: string): Cells | undefined {
  const last = turns.findLastIndex(({ role }) => userRoles.includes(role))
  const asked = turns[last]
  if (asked === undefined) return undefined
  const before = turns.slice(0, last)
  const system = before.filter(({ role }) => role === 'system' || role === 'developer').map(({ text }) => text)
  const history = before.filter(({ role }) => role !== 'system' && role !== 'developer')
  const given = answer ?? turns.slice(last).findLast(({ role }) => assistantRoles.includes(role))?.text
  return {
    input: asked.text,
    ...(given !== undefined && { answer: given }),
    ...(history.length > 0 && { history: history.map(({ role, text }) => `${role}: ${text}`).join('\n') }),
    ...(system.length > 0 && { system: system.join('\n') }),
  }
}

/** A conversation, or a request with its response, as in files for fine-tuning, batches and stored completions. */
function openaiEntry(entry: PlainMap): Cells | undefined {
  const request = isMap(entry.request)
    ? asMap(entry.request.body ?? entry.request)
    : isMap(entry.body)
      ? entry.body
      : entry
  if (!Array.isArray(request.messages)) return undefined
  const response = asMap(asMap(entry.response).body ?? entry.response)
  const choice = asMap(asMap(asList(response.choices ?? entry.choices)[0]).message)
  return cellsOfChat(turnsOf(request.messages), contentText(choice.content) ?? asText(response.output_text)) ?? {}
}

/** A trace or a generation: its input is a text, a chat, or a map of variables. */
function langfuseEntry(entry: PlainMap): Cells | undefined {
  const marks = [
    'traceId',
    'trace_id',
    'observations',
    'scores',
    'sessionId',
    'latency',
    'projectId',
    'startTime',
    'timestamp',
  ]
  if (!('input' in entry) || !('output' in entry) || !marks.some(mark => mark in entry)) return undefined
  const answer = outputText(entry.output)
  const { input } = entry
  const chat = turnsOf(Array.isArray(input) ? input : asMap(input).messages)
  if (chat.length > 0) return cellsOfChat(chat, answer)
  const asked = isMap(input) ? textsOf(input) : asText(input) === undefined ? {} : { input: asText(input) ?? '' }
  return Object.keys(asked).length === 0 ? undefined : { ...asked, ...(answer !== undefined && { answer }) }
}

function outputText(output: unknown): string | undefined {
  const message = Array.isArray(output) ? output.at(-1) : output
  return isMap(message)
    ? (contentText(message.content ?? message.text ?? message.completion ?? message.parts) ?? asText(message))
    : asText(message)
}

/** A span of the GenAI conventions: messages in attributes, as JSON or one by one, or in the events of the span. */
function otelSpan(entry: PlainMap): Cells | undefined {
  const attributes = attributesOf(entry.attributes)
  if (!Object.keys(attributes).some(name => name.startsWith('gen_ai.'))) return undefined
  const input = jsonIn(attributes['gen_ai.input.messages']) ?? numbered(attributes, 'gen_ai.prompt')
  const output = jsonIn(attributes['gen_ai.output.messages']) ?? numbered(attributes, 'gen_ai.completion')
  const events = asList(entry.events).flatMap(event => {
    const { name } = asMap(event)
    const said = attributesOf(asMap(event).attributes)
    const role = /^gen_ai\.(user|system|assistant|choice)(?:\.message)?$/.exec(asText(name) ?? '')?.[1]
    const text = asText(said.content ?? said['gen_ai.event.content'])
    return role === undefined || text === undefined ? [] : [{ role: role === 'choice' ? 'assistant' : role, text }]
  })
  const turns = input === undefined ? events : turnsOf(input)
  return cellsOfChat(turns, output === undefined ? undefined : turnsOf(output).at(-1)?.text)
}

/** Attributes as a map, whether they are written as one or as a list of keys with typed values. */
const attributesOf = (attributes: unknown): PlainMap =>
  Array.isArray(attributes)
    ? Object.fromEntries(
        attributes.map(item => {
          const { key, value } = asMap(item)
          return [asText(key) ?? '', isMap(value) ? Object.values(value)[0] : value]
        }),
      )
    : asMap(attributes)

/** A list, or one written as a JSON text. */
function jsonIn(value: unknown): unknown {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string') return undefined
  try {
    const found: unknown = JSON.parse(value)
    return Array.isArray(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** The messages under `prefix.0.role`, `prefix.0.content` and so on; undefined if there are none. */
function numbered(attributes: PlainMap, prefix: string): readonly unknown[] | undefined {
  const found: unknown[] = []
  for (let at = 0; `${prefix}.${at}.content` in attributes; at++)
    found.push({
      role: attributes[`${prefix}.${at}.role`] ?? 'assistant',
      content: attributes[`${prefix}.${at}.content`],
    })
  return found.length === 0 ? undefined : found
}

/** One result: the variables of its test, and the answer that was graded. */
function promptfooResult(entry: PlainMap): Cells | undefined {
  const vars = asMap(entry.vars ?? asMap(entry.testCase).vars)
  if (Object.keys(vars).length === 0 || !('response' in entry || 'success' in entry || 'gradingResult' in entry))
    return undefined
  const answer = asText(asMap(entry.response).output)
  return { ...textsOf(vars), ...(answer !== undefined && { answer }) }
}

/** Any map of texts and numbers; what it keeps under a name for inputs is part of it, as in exported data sets. */
function anyRow(entry: PlainMap): Cells | undefined {
  const inner = ['input', 'inputs', 'vars', 'variables'].filter(name => isMap(entry[name]))
  const outer = Object.fromEntries(Object.entries(entry).filter(([name]) => !inner.includes(name)))
  const filled = inner.map(name => textsOf(asMap(entry[name])))
  return Object.assign(textsOf(outer), ...filled, cellsOfChat(turnsOf(entry.input)))
}

const textsOf = (map: PlainMap): Cells =>
  Object.fromEntries(
    Object.entries(map).flatMap(([name, value]) => {
      const text = asText(value)
      return text === undefined ? [] : [[name, text]]
    }),
  )
