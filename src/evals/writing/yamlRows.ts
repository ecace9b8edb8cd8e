import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { lineEndOf, withLineEnds } from '../../prompts/source/lineEnds.ts'
import { noList, withLines } from './jsonRows.ts'
import type { Data } from './rowData.ts'
import { leafEnd, parseKept } from './yamlPlaces.ts'
import { blockRows, flowOf } from './yamlSpelling.ts'

/**
 * A YAML text with rows added to the list at its root or under nested keys, in the style and with the indentation of the
 * list. A list that is missing or empty is begun.
 */
export function withYamlRows(
  path: string,
  source: string,
  keys: readonly string[],
  rows: readonly Data[],
): Outcome<string> {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : ''
  const text = source.slice(mark.length)
  const parsed = parseKept(path, text)
  if (!parsed.ok) return parsed
  const added = intoRoot(text, parsed.value.contents, keys, rows)
  return added === undefined
    ? failure({ code: 'not-writable', detail: noList(keys), place: { path } })
    : success(mark + added)
}

function intoRoot(text: string, root: ParsedNode | null, keys: readonly string[], rows: readonly Data[]) {
  const isEmpty = root === null || (isScalar(root) && root.value === null)
  const [key, next] = keys
  if (key === undefined) {
    if (isSeq(root)) return intoList(text, root, rows)
    return isEmpty ? atEnd(text, blockRows(rows, { dash: 0, inner: 2, step: 2 })) : undefined
  }
  const step = stepOf(text)
  const begun = [`${key}:`, ...blockRows(rows, { dash: step, inner: step + 2, step })]
  if (isEmpty) return next === undefined ? atEnd(text, begun) : undefined
  if (!isMap(root)) return undefined
  if (next !== undefined) return intoInner(text, root, keys, rows)
  const pair = root.items.find(item => isScalar(item.key) && item.key.value === key)
  if (pair === undefined) return root.flow ? undefined : atEnd(text, begun)
  if (isSeq(pair.value)) return intoList(text, pair.value, rows)
  const isOpen = pair.value === null || (isScalar(pair.value) && pair.value.value === null && pair.value.source === '')
  const after = isScalar(pair.key) ? pair.key.range?.[1] : undefined
  if (!isOpen || root.flow || after === undefined) return undefined
  return belowLine(text, after, blockRows(rows, { dash: step, inner: step + 2, step }))
}

/** Into a list that lies deeper. A list that is missing there is begun below what its map holds. */
function intoInner(text: string, root: ParsedNode, keys: readonly string[], rows: readonly Data[]): string | undefined {
  let map: ParsedNode | null | undefined = root
  for (const key of keys.slice(0, -1)) map = isMap(map) ? valueAt(map, key) : undefined
  const last = keys.at(-1) ?? ''
  if (!isMap(map)) return undefined
  const list = valueAt(map, last)
  if (isSeq(list)) return intoList(text, list, rows)
  const [column, end] = [columnOf(map), leafEnd(map)]
  if (list !== undefined || map.flow || column === undefined || end === undefined) return undefined
  const step = stepOf(text)
  const begun = blockRows(rows, { dash: column + step, inner: column + step + 2, step })
  return belowLine(text, end.at, [`${' '.repeat(column)}${last}:`, ...begun], end.isBlock)
}

const valueAt = (map: YAMLMap<ParsedNode, ParsedNode | null>, key: string): ParsedNode | null | undefined =>
  map.items.find(item => isScalar(item.key) && item.key.value === key)?.value

function intoList(text: string, list: YAMLSeq<ParsedNode>, rows: readonly Data[]): string | undefined {
  const last = list.items.at(-1)
  if (list.flow) return intoFlow(text, list, last, rows)
  const token = list.srcToken
  if (last === undefined || token?.type !== 'block-seq') return undefined
  const dash = token.indent
  const inner = Math.max(dash + 2, columnOf(last) ?? dash + 2)
  const isFlow = isMap(last) && last.flow === true
  const lines = isFlow
    ? rows.map(row => `${' '.repeat(dash)}- ${flowOf(row, text.startsWith('{ ', last.range?.[0] ?? 0))}`)
    : blockRows(rows, { dash, inner, step: stepOf(text) })
  const end = leafEnd(last)
  return end === undefined ? undefined : belowLine(text, end.at, lines, end.isBlock)
}

/** Inserts lines below the line on which an offset lies, or at the offset if a block has ended there. */
function belowLine(text: string, offset: number, lines: readonly string[], isBlock = false): string {
  const lineEnd = lineEndOf(text, '')
  const written = withLineEnds(lines.join('\n'), lineEnd)
  if (isBlock && text[offset - 1] === '\n') return text.slice(0, offset) + written + lineEnd + text.slice(offset)
  const found = text.slice(offset).search(/\r?\n/)
  const at = found < 0 ? text.length : offset + found
  return text.slice(0, at) + lineEnd + written + text.slice(at)
}

function atEnd(text: string, lines: readonly string[]): string {
  const lineEnd = lineEndOf(text, '')
  return withLines(
    text,
    lines.map(line => withLineEnds(line, lineEnd)),
    lineEnd,
  )
}

/** Adds to a list in brackets, after its last item. */
function intoFlow(
  text: string,
  list: YAMLSeq<ParsedNode>,
  last: ParsedNode | undefined,
  rows: readonly Data[],
): string | undefined {
  const range = list.range
  if (!range) return undefined
  const end = last && leafEnd(last)?.at
  const at = end ?? range[0] + 1
  const rest = text.slice(at, range[1] - 1)
  // A comma after the last item stays where it is, and the new items follow it.
  const comma = last === undefined ? undefined : /^\s*,/.exec(rest)?.[0].length
  const isSpaced = last !== undefined && text.startsWith('{ ', last.range[0])
  const before = last === undefined ? null : /\n([ \t]*)$/.exec(text.slice(0, last.range[0]))
  const gap = before ? `${lineEndOf(text, '')}${before[1]}` : ' '
  const items = rows.map(row => flowOf(row, isSpaced))
  const added =
    last === undefined
      ? items.join(', ')
      : comma === undefined
        ? items.map(item => `,${gap}${item}`).join('')
        : items.map(item => `${gap}${item}`).join(',')
  const place = at + (comma ?? 0)
  return text.slice(0, place) + added + text.slice(place)
}

/** The column of the first key of an item, or of the item itself. */
function columnOf(node: ParsedNode): number | undefined {
  const token = isMap(node) ? node.srcToken : undefined
  return token?.type === 'block-map' ? token.indent : undefined
}

/** By how many columns the file indents what stands below a key, 2 to 8. */
function stepOf(text: string): number {
  const [, before = '', below = '  '] = /^( *(?:- +)*)[^\s#-][^\r\n]*:[ \t]*\r?\n( +)[^\s#-]/m.exec(text) ?? []
  return Math.min(8, Math.max(2, below.length - before.length))
}
