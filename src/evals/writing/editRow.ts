import { isMap, isScalar, type ParsedNode, type YAMLMap } from 'yaml'
import { failure, type Outcome } from '../../problem/outcome.ts'
import { inAscii, isInAscii, type JsonValue, readJson } from '../../prompts/source/jsonString.ts'
import { lineAt, lineEndOf, lineStarts, withLineEnds } from '../../prompts/source/lineEnds.ts'
import { offsetOf } from '../reading/fields.ts'
import { dataIn, formOf, readAgain } from './form.ts'
import { type Data, jsonLine } from './rowData.ts'
import { leafEnd, listIn, parseKept } from './yamlPlaces.ts'
import { blockValue, flowOf, flowScalar, keyOf } from './yamlSpelling.ts'

/**
 * The source of an eval set with one field of the row that begins on a line changed, added, or taken out if the value is
 * undefined. Every other byte is kept. The result is read again: if anything else would differ, it fails with
 * not-writable, as it does for tables and if several rows begin on that line.
 */
export function withField(
  path: string,
  source: string,
  line: number,
  name: string,
  value: Data | undefined,
): Outcome<string> {
  const form = formOf(path, source)
  if (!form.ok) return form
  const edit = editFor({ path, source, key: form.value.key, line, name, value }, form.value.lines)
  if (typeof edit === 'string') return failure({ code: 'not-writable', detail: edit, place: { path, line } })
  const wanted = dataIn(form.value).map((row, at) => {
    if (form.value.lines[at] !== line) return row
    const { [name]: _, ...others } = row
    return value === undefined ? others : { ...others, [name]: value }
  })
  return readAgain(path, source.slice(0, edit.start) + edit.text + source.slice(edit.end), wanted)
}

function editFor(change: Change, lines: readonly number[]): Edit | string {
  if (lines.filter(line => line === change.line).length > 1) return severalThere
  if (/\.csv$/i.test(change.path)) return 'a table is changed by hand'
  if (/\.jsonl$/i.test(change.path)) return editOfLine(change)
  return /\.json$/i.test(change.path) ? editOfJson(change) : editOfYaml(change)
}

/** The field of the row that begins on a line; undefined takes it out. */
interface Change {
  readonly path: string
  readonly source: string
  /** The key of the list of rows, if the rows are not the whole file. */
  readonly key: string | undefined
  readonly line: number
  readonly name: string
  readonly value: Data | undefined
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export const notFound = 'the case is not found there'
export const severalThere = 'several cases begin on that line'

function editOfLine({ path, source, line, name, value }: Change): Edit | string {
  const start = lineStarts(source)[line - 1]
  if (start === undefined) return notFound
  const text = /^[^\r\n]*/.exec(source.slice(start))?.[0] ?? ''
  const read = readJson(path, text)
  if (!read.ok || read.value.kind !== 'map') return notFound
  const edit = editOfMembers(text, read.value.members, name, value)
  return typeof edit === 'string' ? edit : { ...edit, start: edit.start + start, end: edit.end + start }
}

function editOfJson({ path, source, key, line, name, value }: Change): Edit | string {
  const read = readJson(path, source)
  if (!read.ok) return notFound
  const { value: root } = read
  const list = key === undefined ? root : root.kind === 'map' ? root.members.get(key) : undefined
  const item = list?.kind === 'list' ? list.items.find(({ range }) => lineAt(source, range[0]) === line) : undefined
  return item?.kind === 'map' ? editOfMembers(source, item.members, name, value) : notFound
}

function editOfMembers(
  source: string,
  members: ReadonlyMap<string, JsonValue>,
  name: string,
  value: Data | undefined,
): Edit | string {
  const all = [...members]
  const at = all.findIndex(([key]) => key === name)
  const [own, before, after] = [all[at]?.[1], all[at - 1]?.[1], all[at + 1]?.[1]]
  const write = (text: string): string => (isInAscii(source) ? inAscii(text) : text)
  if (value === undefined) {
    if (own === undefined) return notFound
    // A member goes with the comma after it, the last with the one before it.
    if (after) return { start: own.keyStart, end: after.keyStart, text: '' }
    return before
      ? { start: before.range[1], end: own.range[1], text: '' }
      : { start: own.keyStart, end: own.range[1], text: '' }
  }
  if (own) return { start: own.range[0], end: own.range[1], text: write(jsonLine(value, true)) }
  const last = all.at(-1)?.[1]
  if (last === undefined) return notFound
  const lead = /([\r\n]+[ \t]*)$/.exec(source.slice(0, last.keyStart))?.[1] ?? ' '
  const isTight = lead === ' ' && !/[,:]\s/.test(source.slice(all[0]?.[1].keyStart, last.range[1]))
  const colon = isTight ? ':' : ': '
  return {
    start: last.range[1],
    end: last.range[1],
    text: `,${isTight ? '' : lead}${write(`${JSON.stringify(name)}${colon}${jsonLine(value, !isTight)}`)}`,
  }
}

function editOfYaml({ path, source, key, line, name, value }: Change): Edit | string {
  const mark = source.startsWith('\uFEFF') ? 1 : 0
  const text = source.slice(mark)
  const parsed = parseKept(path, text)
  const items = parsed.ok ? (listIn(parsed.value.contents, key)?.items ?? []) : []
  const item = items.find(one => lineAt(text, offsetOf(one) ?? -1) === line)
  if (!isMap(item)) return notFound
  const edit = item.flow ? editOfFlow(item, name, value) : editOfBlock(text, item, name, value)
  return typeof edit === 'string' ? edit : { ...edit, start: edit.start + mark, end: edit.end + mark }
}

type Item = YAMLMap<ParsedNode, ParsedNode | null>

const pairOf = (item: Item, name: string) => item.items.findIndex(pair => isScalar(pair.key) && pair.key.value === name)

function editOfFlow(item: Item, name: string, value: Data | undefined): Edit | string {
  const at = pairOf(item, name)
  const rangeOf = (index: number): readonly [number, number] | undefined => {
    const pair = item.items[index]
    const end = leafEnd(pair?.value)?.at ?? leafEnd(pair?.key)?.at
    return pair?.key.range && end !== undefined ? [pair.key.range[0], end] : undefined
  }
  const [own, before, after] = [rangeOf(at), rangeOf(at - 1), rangeOf(at + 1)]
  if (value === undefined) {
    if (at < 0 || own === undefined) return notFound
    if (after) return { start: own[0], end: after[0], text: '' }
    return before ? { start: before[1], end: own[1], text: '' } : { start: own[0], end: own[1], text: '' }
  }
  const written = flowOf(value, false)
  const node = item.items[at]?.value
  if (node?.range) return { start: node.range[0], end: node.range[1], text: written }
  const last = rangeOf(item.items.length - 1)
  return last === undefined ? notFound : { start: last[1], end: last[1], text: `, ${flowScalar(name)}: ${written}` }
}

function editOfBlock(text: string, item: Item, name: string, value: Data | undefined): Edit | string {
  const at = pairOf(item, name)
  const pair = item.items[at]
  const column = item.srcToken?.type === 'block-map' ? item.srcToken.indent : undefined
  if (column === undefined) return notFound
  const lineEnd = lineEndOf(text, '')
  if (value === undefined)
    return pair?.key.range ? withoutPair(text, pair.key.range[0], leafEnd(pair.value) ?? leafEnd(pair.key)) : notFound
  const written = withLineEnds(blockValue(value, column, 2), lineEnd)
  const colon = pair?.key.range ? text.indexOf(':', pair.key.range[1]) + 1 : 0
  if (pair && colon > 0) {
    const end = leafEnd(pair.value)
    const stop = end === undefined || end.at < colon ? colon : end.at
    // A block ends with its line, whose line end stays.
    return {
      start: colon,
      end: end?.isBlock && text[stop - 1] === '\n' ? stop - (text[stop - 2] === '\r' ? 2 : 1) : stop,
      text: written,
    }
  }
  const end = leafEnd(item)
  if (end === undefined) return notFound
  const added = `${' '.repeat(column)}${keyOf(name)}:${written}`
  if (end.isBlock && text[end.at - 1] === '\n') return { start: end.at, end: end.at, text: added + lineEnd }
  const found = text.slice(end.at).search(/\r?\n/)
  const place = found < 0 ? text.length : end.at + found
  return { start: place, end: place, text: lineEnd + added }
}

/** The lines of a pair are taken out; the first pair of an item shares its line with the dash, and stays. */
function withoutPair(text: string, keyStart: number, end: ReturnType<typeof leafEnd>): Edit | string {
  const start = text.lastIndexOf('\n', keyStart - 1) + 1
  if (end === undefined || text.slice(start, keyStart).trim() !== '') return 'it stands beside the dash of the case'
  if (end.isBlock && text[end.at - 1] === '\n') return { start, end: end.at, text: '' }
  const stop = text.indexOf('\n', end.at)
  return stop < 0 ? { start: Math.max(0, start - 1), end: text.length, text: '' } : { start, end: stop + 1, text: '' }
}
