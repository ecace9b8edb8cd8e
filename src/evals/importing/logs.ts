import { entryLines } from './entryLines.ts'
import { columnsIn, type Imported, type ImportedRow } from './imported.ts'
import { cellsOfLog, type LogForm } from './logForms.ts'
import { asMap, isMap } from './plainData.ts'

/**
 * Reads JSON or JSON lines: chat logs of OpenAI, Langfuse and OpenTelemetry, results of promptfoo, or a list of any
 * maps. Undefined if the text is neither. Lines that are none of these, or of another form than most, are named as unread.
 */
export function readLog(source: string): Imported | undefined {
  const items = itemsOf(source.replace(/^\uFEFF/, ''))
  if (items === undefined) return undefined
  const found = items.map(({ line, value }) => ({ line, read: cellsOfLog(value) }))
  const form = mostCommon(found.flatMap(({ read }) => read?.form ?? []))
  if (form === undefined) return undefined
  const rows = found.flatMap(({ line, read }): readonly ImportedRow[] =>
    read?.form === form ? [{ line, cells: read.cells }] : [],
  )
  const unread = found.flatMap(({ line, read }) => (read?.form === form ? [] : [`line ${line}`]))
  return { form: words[form], columns: columnsIn(rows), rows, unread: [...new Set(unread)], isLog: form !== 'rows' }
}

/** A table of chats, whose cells are JSON, as Langfuse exports it; undefined if it is none. */
export function logOfTable({ rows, unread }: Imported): Imported | undefined {
  if (!rows.some(({ cells }) => parsed(cells.input ?? '') !== undefined)) return undefined
  const found = rows.map(({ line, cells }) => {
    const whole = Object.entries(cells).map(([name, text]) => [name, parsed(text) ?? text] as const)
    return { line, read: cellsOfLog(Object.fromEntries(whole)) }
  })
  const chats = found.flatMap(({ line, read }) => (read?.form === 'langfuse' ? [{ line, cells: read.cells }] : []))
  if (2 * chats.length <= rows.length) return undefined
  const others = found.filter(({ read }) => read?.form !== 'langfuse').map(({ line }) => `line ${line}`)
  return { form: words.langfuse, columns: columnsIn(chats), rows: chats, unread: [...unread, ...others], isLog: true }
}

const words: Readonly<Record<LogForm, string>> = {
  messages: 'chat log of OpenAI messages',
  langfuse: 'chat log of Langfuse',
  otel: 'chat log of OpenTelemetry',
  promptfoo: 'results of promptfoo',
  rows: 'list of JSON rows',
}

function mostCommon(forms: readonly LogForm[]): LogForm | undefined {
  const counts = new Map<LogForm, number>()
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

interface Item {
  readonly line: number
  readonly value: unknown
}

/** The maps in a JSON text: of a list, of an envelope that a tool puts around its list, or one on each line. */
function itemsOf(text: string): readonly Item[] | undefined {
  const whole = parsed(text)
  if (whole !== undefined) {
    const { entries, path } = unpacked(whole)
    const starts = path === undefined ? [] : entryLines(text, path)
    return entries.map((value, at) => ({ line: starts[at] ?? 1, value }))
  }
  const lines = text.split(/\r\n|\n|\r/).map((line, at) => ({ line: at + 1, text: line.trim() }))
  const filled = lines.filter(line => line.text !== '')
  const values = filled.map(({ line, text: own }) => ({ line, value: parsed(own) }))
  const readable = values.filter(({ value }) => value !== undefined).length
  // A text of which only a few lines are JSON is something else.
  if (readable === 0 || 2 * readable < filled.length) return undefined
  return values.flatMap(({ line, value }) =>
    value === undefined ? [{ line, value }] : unpacked(value).entries.map(one => ({ line, value: one })),
  )
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

interface Unpacked {
  readonly entries: readonly unknown[]
  /** The names that lead to their list; absent where the value is itself the only entry. */
  readonly path?: readonly string[]
}

/** The entries of a value: of a list, else of what a tool wraps around one. */
function unpacked(value: unknown): Unpacked {
  const spans = entriesAt(value, spansPath)
  if (spans?.every(isMap)) return { entries: spans, path: spansPath }
  if (Array.isArray(value)) return { entries: value, path: [] }
  for (const path of envelopes) {
    const entries = entriesAt(value, path)
    if (entries?.every(isMap)) return { entries, path }
  }
  return { entries: [value] }
}

/** An exporter writes one envelope or a list of them. */
const spansPath: readonly string[] = ['resourceSpans', 'scopeSpans', 'spans']

/** Where other tools keep their lists: the first of these that is a list of maps. */
const envelopes: readonly (readonly string[])[] = [
  ['results', 'results'],
  ...['data', 'results', 'traces', 'observations', 'spans', 'items', 'rows'].map(name => [name]),
]

/** What the lists at a path hold, through lists on the way to them; undefined if there is no list. */
function entriesAt(value: unknown, [name, ...path]: readonly string[]): readonly unknown[] | undefined {
  if (name === undefined) return Array.isArray(value) ? value : undefined
  const found = (Array.isArray(value) ? value : [value]).map(one => entriesAt(asMap(one)[name], path))
  return found.some(isFound) ? found.filter(isFound).flat() : undefined
}

const isFound = (entries: readonly unknown[] | undefined): entries is readonly unknown[] => entries !== undefined
