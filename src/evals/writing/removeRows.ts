import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readJson } from '../../prompts/source/jsonString.ts'
import { lineAt, lineStarts } from '../../prompts/source/lineEnds.ts'
import { open } from '../reading/documents.ts'
import { offsetOf } from '../reading/fields.ts'
import { notFound, severalThere } from './editRow.ts'
import { dataIn, formOf, readAgain } from './form.ts'
import { leafEnd, listIn, parseKept } from './yamlPlaces.ts'

/**
 * The source of an eval set without the rows that begin on these lines, counted from 1 as the cases' lines are; a line
 * stands once for each of its rows that goes. Every other byte is kept. The result is read again: fails with
 * not-writable if anything but the other rows would be in it, if no row begins on a line, or if only some of several do.
 */
export function withoutRows(path: string, source: string, lines: readonly number[]): Outcome<string> {
  const form = formOf(path, source)
  if (!form.ok) return form
  const found = rowsIn(path, source, form.value.key)
  if (!found.ok) return found
  const { stretches, isBracketed } = found.value
  for (const line of new Set(lines)) {
    const there = stretches.filter(one => one.line === line).length
    const detail = there === 0 ? notFound : there > lines.filter(one => one === line).length ? severalThere : undefined
    if (detail !== undefined) return failure({ code: 'not-writable', detail, place: { path, line } })
  }
  const isRemoved = ({ line }: Stretch): boolean => lines.includes(line)
  const cuts = isBracketed ? cutsInBrackets(source, stretches, isRemoved) : stretches.filter(isRemoved)
  const written = cuts.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), source)
  const wanted = dataIn(form.value).filter((_, at) => !lines.includes(form.value.lines[at] ?? 0))
  return readAgain(path, written, wanted)
}

/** UTF-16 offsets [start, end). */
interface Cut {
  readonly start: number
  readonly end: number
}

/** A row, in brackets alone, elsewhere with everything that goes with it. */
interface Stretch extends Cut {
  readonly line: number
}

interface FoundRows {
  /** In the order of the file. */
  readonly stretches: readonly Stretch[]
  /** Set if they are separated by commas, one of which must go with each. */
  readonly isBracketed: boolean
}

function rowsIn(path: string, source: string, key: string | undefined): Outcome<FoundRows> {
  if (/\.(?:csv|jsonl)$/i.test(path)) return rowsOnLines(path, source)
  return /\.json$/i.test(path) ? rowsOfJson(path, source, key) : rowsOfYaml(path, source, key)
}

/** A row goes with the comma after it; those after the last that stays go with the commas before them. */
function cutsInBrackets(
  source: string,
  rows: readonly Stretch[],
  isRemoved: (row: Stretch) => boolean,
): readonly Cut[] {
  const lastKept = rows.findLastIndex(row => !isRemoved(row))
  const cuts = rows.flatMap((row, at): readonly Cut[] => {
    if (!isRemoved(row)) return []
    const [before, next] = [rows[at - 1], rows[at + 1]]
    return at < lastKept && next
      ? [{ start: row.start, end: next.start }]
      : [{ start: before?.end ?? row.start, end: row.end }]
  })
  const end = rows.at(-1)?.end ?? 0
  // YAML allows a comma after the last row, but not in an empty list.
  const comma = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0
  return lastKept < 0 ? [...cuts, { start: end, end: end + comma }] : cuts
}

function rowsOnLines(path: string, source: string): Outcome<FoundRows> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const rows = opened.value.kind === 'rows' ? Array.from(opened.value.rows, ({ line }) => line) : []
  const starts = lineStarts(source)
  const startOf = (line: number): number => starts[line - 1] ?? source.length
  const last = source.trimEnd().length
  const end = starts.find(start => start > last) ?? source.length
  const stretches = rows.map((line, at) => {
    const next = rows[at + 1]
    return { line, start: startOf(line), end: next === undefined ? end : startOf(next) }
  })
  return success({ stretches, isBracketed: false })
}

function rowsOfJson(path: string, source: string, key: string | undefined): Outcome<FoundRows> {
  const read = readJson(path, source)
  if (!read.ok) return read
  const { value: root } = read
  const list = key === undefined ? root : root.kind === 'map' ? root.members.get(key) : undefined
  const items = list?.kind === 'list' ? list.items : []
  const stretches = items.map(({ range: [start, end] }) => ({ line: lineAt(source, start), start, end }))
  return success({ stretches, isBracketed: true })
}

function rowsOfYaml(path: string, source: string, key: string | undefined): Outcome<FoundRows> {
  const mark = source.startsWith('\uFEFF') ? 1 : 0
  const text = source.slice(mark)
  const parsed = parseKept(path, text)
  if (!parsed.ok) return parsed
  const list = listIn(parsed.value.contents, key)
  const items = list?.items ?? []
  if (list?.flow) {
    const stretches = items.flatMap(({ range }) =>
      range ? [{ line: lineAt(text, range[0]), start: range[0] + mark, end: range[1] + mark }] : [],
    )
    return success({ stretches, isBracketed: true })
  }
  const token = list?.srcToken?.type === 'block-seq' ? list.srcToken : undefined
  const stretches = items.flatMap((item, at) => {
    const dash = token?.items[at]?.start.find(({ type }) => type === 'seq-item-ind')?.offset
    const end = leafEnd(item)
    if (dash === undefined || end === undefined) return []
    const start = text.lastIndexOf('\n', dash - 1) + 1
    const isAlone = text.slice(start, dash).trim() === ''
    const line = lineAt(text, offsetOf(item) ?? dash)
    return isAlone ? [{ line, start: start + mark, end: lineEndAfter(text, end.at, end.isBlock) + mark }] : []
  })
  return success({ stretches, isBracketed: false })
}

/** The offset after the line on which an offset lies; a block has ended with its last line already. */
function lineEndAfter(text: string, offset: number, isBlock: boolean): number {
  if (isBlock && text[offset - 1] === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}
