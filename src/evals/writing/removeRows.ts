import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readJson } from '../../prompts/source/jsonString.ts'
import { lineAt } from '../../prompts/source/lineEnds.ts'
import { open } from '../reading/documents.ts'
import { offsetOf } from '../reading/fields.ts'
import { formOf } from './form.ts'
import { leafEnd, listIn, parseKept } from './yamlPlaces.ts'

/**
 * The source of an eval set without the rows that begin on these lines, counted from 1 as the cases' lines are. Every
 * other byte is kept. Fails with not-writable if one of them is not found.
 */
export function withoutRows(path: string, source: string, lines: readonly number[]): Outcome<string> {
  const form = formOf(path, source)
  if (!form.ok) return form
  const stretches = /\.(?:csv|jsonl)$/i.test(path)
    ? lineStretches(path, source)
    : /\.json$/i.test(path)
      ? jsonStretches(path, source, form.value.key)
      : yamlStretches(path, source, form.value.key)
  if (!stretches.ok) return stretches
  const removed = lines.map(line => stretches.value.find(one => one.line === line))
  if (!removed.every(one => one !== undefined))
    return failure({ code: 'not-writable', detail: 'the case is not found there', place: { path } })
  const kept = removed.toSorted((a, b) => b.start - a.start)
  return success(kept.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), source))
}

/** A row with everything that goes with it, as UTF-16 offsets [start, end). */
interface Stretch {
  readonly line: number
  readonly start: number
  readonly end: number
}

function lineStretches(path: string, source: string): Outcome<readonly Stretch[]> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const rows = opened.value.kind === 'rows' ? Array.from(opened.value.rows, ({ line }) => line) : []
  const starts = [source.startsWith('\uFEFF') ? 1 : 0]
  for (const match of source.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length)
  const startOf = (line: number): number => starts[line - 1] ?? source.length
  const last = source.trimEnd().length
  const end = starts.find(start => start > last) ?? source.length
  return success(
    rows.map((line, at) => {
      const next = rows[at + 1]
      return { line, start: startOf(line), end: next === undefined ? end : startOf(next) }
    }),
  )
}

function jsonStretches(path: string, source: string, key: string | undefined): Outcome<readonly Stretch[]> {
  const read = readJson(path, source)
  if (!read.ok) return read
  const { value: root } = read
  const list = key === undefined ? root : root.kind === 'map' ? root.members.get(key) : undefined
  const items = list?.kind === 'list' ? list.items : []
  return success(
    between(
      source,
      items.map(({ range }) => range),
    ),
  )
}

/** Items of a list in brackets: each goes with the comma after it, the last with the one before it. */
const between = (source: string, ranges: readonly (readonly [number, number])[]): readonly Stretch[] =>
  ranges.map(([start, end], at) => {
    const line = lineAt(source, start)
    const next = ranges[at + 1]
    const before = ranges[at - 1]
    return next ? { line, start, end: next[0] } : { line, start: before?.[1] ?? start, end }
  })

function yamlStretches(path: string, source: string, key: string | undefined): Outcome<readonly Stretch[]> {
  const mark = source.startsWith('\uFEFF') ? 1 : 0
  const text = source.slice(mark)
  const parsed = parseKept(path, text)
  if (!parsed.ok) return parsed
  const list = listIn(parsed.value.contents, key)
  const items = list?.items ?? []
  if (list?.flow)
    return success(
      between(
        source,
        items.flatMap(({ range }) => (range ? [[range[0] + mark, range[1] + mark] as const] : [])),
      ),
    )
  const token = list?.srcToken?.type === 'block-seq' ? list.srcToken : undefined
  return success(
    items.flatMap((item, at) => {
      const dash = token?.items[at]?.start.find(({ type }) => type === 'seq-item-ind')?.offset
      const end = leafEnd(item)
      if (dash === undefined || end === undefined) return []
      const start = text.lastIndexOf('\n', dash - 1) + 1
      const isAlone = text.slice(start, dash).trim() === ''
      const line = lineAt(text, offsetOf(item) ?? dash)
      return isAlone ? [{ line, start: start + mark, end: lineEndAfter(text, end.at, end.isBlock) + mark }] : []
    }),
  )
}

/** The offset after the line on which an offset lies; a block has ended with its last line already. */
function lineEndAfter(text: string, offset: number, isBlock: boolean): number {
  if (isBlock && text[offset - 1] === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}
