import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { inAscii, isInAscii, type JsonValue, readJson } from '../../prompts/source/jsonString.ts'
import { lineEndOf } from '../../prompts/source/lineEnds.ts'
import { type Data, jsonLine } from './rowData.ts'

/** A JSON text with rows added to the list at its root or under nested keys, written like the list's last item. */
export function withJsonRows(
  path: string,
  source: string,
  keys: readonly string[],
  rows: readonly Data[],
): Outcome<string> {
  const read = readJson(path, source)
  if (!read.ok) return read
  let list: JsonValue | undefined = read.value
  let above: JsonValue | undefined
  for (const key of keys) {
    above = list
    list = above?.kind === 'map' ? above.members.get(key) : undefined
  }
  const last = keys.at(-1)
  const begun =
    last !== undefined && above?.kind === 'map' && list === undefined ? begin(source, last, above.members) : undefined
  if (begun !== undefined) return withJsonRows(path, begun, keys, rows)
  if (list?.kind !== 'list') return failure({ code: 'not-writable', detail: noList(keys), place: { path } })
  const item = list.items.at(-1)
  const [at, added] = item ? afterItem(source, item, rows) : intoEmpty(source, list, rows)
  return success(source.slice(0, at) + (isInAscii(source) ? inAscii(added) : added) + source.slice(at))
}

/** Why there is no list to add to. */
export const noList = (keys: readonly string[]): string =>
  keys.length === 0 ? 'it is not a list of cases' : `"${keys.join('.')}" is not a list of cases in it`

/** JSON lines with rows added, each on a line of its own. */
export function withJsonLines(source: string, rows: readonly Data[]): string {
  const lineEnd = lineEndOf(source, '')
  const last =
    source
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1) ?? ''
  const isSpaced = last === '' || spaced.test(last)
  const lines = rows.map(row => jsonLine(row, isSpaced)).map(line => (isInAscii(source) ? inAscii(line) : line))
  return withLines(source, lines, lineEnd)
}

/** A text with lines added at its end; it ends with a line end afterwards if it did before, or was empty. */
export function withLines(source: string, lines: readonly string[], lineEnd: string): string {
  if (lines.length === 0) return source
  const isEnded = /(?:^\uFEFF?|[\r\n])$/.test(source)
  return source + (isEnded ? '' : lineEnd) + lines.join(lineEnd) + (isEnded ? lineEnd : '')
}

type Insertion = readonly [at: number, text: string]

function afterItem(source: string, last: JsonValue, rows: readonly Data[]): Insertion {
  const [start, end] = last.range
  const item = source.slice(start, end)
  const before = /(?:^\uFEFF?|[\r\n])([ \t]*)$/.exec(source.slice(0, start))
  const lineEnd = lineEndOf(source, '')
  const separator = before ? `,${lineEnd}${before[1]}` : ', '
  const second = /[\r\n]([ \t]*)\S/.exec(item)?.[1]
  const unit = second?.slice(before?.[1]?.length ?? 0) || '  '
  const write = (row: Data): string =>
    second === undefined
      ? jsonLine(row, spaced.test(item) || !item.includes(':'))
      : JSON.stringify(row, null, unit).replaceAll('\n', `${lineEnd}${before?.[1] ?? ''}`)
  return [end, rows.map(row => separator + write(row)).join('')]
}

/** The text with an empty list under a new key after the last one of its map; undefined if the map is empty. */
function begin(source: string, key: string, members: ReadonlyMap<string, JsonValue>): string | undefined {
  const last = [...members.values()].at(-1)
  if (last === undefined) return undefined
  const before = /[\r\n]([ \t]*)$/.exec(source.slice(0, last.keyStart))
  const separator = before ? `,${lineEndOf(source, '')}${before[1]}` : ', '
  const at = last.range[1]
  return `${source.slice(0, at)}${separator}${JSON.stringify(key)}: []${source.slice(at)}`
}

function intoEmpty(source: string, { range: [start, end] }: JsonValue, rows: readonly Data[]): Insertion {
  const inside = source.slice(start + 1, end - 1)
  const lead = /(?:^\uFEFF?|[\r\n])([ \t]*)[^\r\n]*$/.exec(source.slice(0, start))?.[1] ?? ''
  const isOneLine = !/[\r\n]/.test(source.trim())
  if (isOneLine && source.trim().length > 2) return [start + 1, rows.map(row => jsonLine(row, true)).join(', ')]
  const lineEnd = lineEndOf(source, '')
  const unit = /[\r\n]([ \t]+)\S/.exec(source)?.[1] ?? '  '
  const written = rows.map(row => JSON.stringify(row, null, unit).replaceAll('\n', `${lineEnd}${lead}${unit}`))
  const list = written.map(row => `${lineEnd}${lead}${unit}${row}`).join(',')
  return [start + 1, list + (/[\r\n]/.test(inside) ? '' : `${lineEnd}${lead}`)]
}

/** A colon or comma that a space follows, outside of what one would write without. */
const spaced = /"\s*:\s/
