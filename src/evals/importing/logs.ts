import { jsonListRows } from '../reading/rows/rows.ts'
import { columnsIn, type Imported, type ImportedRow } from './imported.ts'
import { cellsOfLog, type LogForm } from './logForms.ts'
import { asList, asMap, isMap } from './plainData.ts'

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
  if (Array.isArray(whole)) {
    const lines = Array.from(jsonListRows(text), row => row.line)
    return whole.map((value: unknown, at) => ({ line: lines[at] ?? 1, value }))
  }
  if (whole !== undefined) return unpacked(whole).map(value => ({ line: 1, value }))
  const lines = text.split(/\r\n|\n|\r/).map((line, at) => ({ line: at + 1, text: line.trim() }))
  const filled = lines.filter(line => line.text !== '')
  const values = filled.map(({ line, text: own }) => ({ line, value: parsed(own) }))
  const readable = values.filter(({ value }) => value !== undefined).length
  // A text of which only a few lines are JSON is something else.
  if (readable === 0 || 2 * readable < filled.length) return undefined
  return values.flatMap(({ line, value }) =>
    value === undefined ? [{ line, value }] : unpacked(value).map(one => ({ line, value: one })),
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

/** The entries of a value: of a list, else of what a tool wraps around one. */
function unpacked(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isMap(value)) return []
  const spans = asList(value.resourceSpans).flatMap(resource =>
    asList(asMap(resource).scopeSpans).flatMap(scope => asList(asMap(scope).spans)),
  )
  if (spans.length > 0) return spans
  const results = asList(asMap(value.results).results)
  if (results.length > 0) return results
  for (const key of ['data', 'results', 'traces', 'observations', 'spans', 'items', 'rows'] as const)
    if (Array.isArray(value[key]) && asList(value[key]).every(isMap)) return asList(value[key])
  return [value]
}
