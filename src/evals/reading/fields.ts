import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from 'yaml'

/** A value of an eval set as its author wrote it: always a text, with its parts if it is a list or a map. */
export interface Field {
  /** Strings unchanged, numbers and booleans as written, lists and maps as JSON. */
  readonly text: string
  readonly list?: readonly Field[]
  readonly map?: Fields
  /** The keys of a map whose value is null; they are not among its parts. */
  readonly nulls?: readonly string[]
  /** Set if it is null, as an item of a list may be: its text is empty. */
  readonly isNull?: true
  /** Its number or boolean, if it is not a string. */
  readonly scalar?: number | boolean
  /** The line it starts on, counted from 1, if that is known better than from its row. */
  readonly line?: number
}

export type Fields = Readonly<Record<string, Field>>

/** One row of an eval set, with the line it starts on, counted from 1. */
export interface Row {
  readonly line: number
  readonly fields: Fields
}

/** A row that cannot be used, and why. */
export interface BrokenRow {
  readonly line: number
  readonly detail: string
}

export const textField = (text: string): Field => ({ text })

const nothing: Field = { text: '', isNull: true }

/** The parts of a map, with those that are null among them. */
export const withNulls = ({ map = {}, nulls = [] }: Field): Fields =>
  nulls.length === 0
    ? map
    : Object.fromEntries([...Object.entries(map), ...nulls.map(name => [name, nothing] as const)])

/** The data that the author's text stands for. */
export function dataOf(field: Field): unknown {
  if (field.isNull) return null
  if (field.list) return field.list.map(dataOf)
  if (field.map) return Object.fromEntries(Object.entries(withNulls(field)).map(([name, one]) => [name, dataOf(one)]))
  return field.scalar ?? field.text
}

/**
 * Reads a YAML node, with the line of every part if lines are counted; undefined for null. Throws if aliases are
 * circular or expand beyond the limit, as the parser does.
 */
export function fieldOf(node: unknown, doc: Document, lines?: LineCounter): Field | undefined {
  const actual = resolved(node, doc)
  // Finds endless aliases first, so that the recursion below is safe.
  if (isMap(actual) || isSeq(actual)) json(actual, doc)
  return branchOf(node, doc, lines)
}

function branchOf(node: unknown, doc: Document, lines: LineCounter | undefined): Field | undefined {
  const actual = resolved(node, doc)
  const place = lines && offsetOf(node) !== undefined ? { line: lineOf(node, lines) } : {}
  if (isScalar(actual)) {
    const text = scalarText(actual.value, actual.source)
    return text === undefined ? undefined : { text, ...scalarOf(actual.value), ...place }
  }
  if (isMap(actual)) return container(() => json(actual, doc), { ...mapOf(actual, doc, lines), ...place })
  if (!isSeq(actual)) return undefined
  const list = actual.items.map(item => branchOf(item, doc, lines) ?? nothing)
  return container(() => json(actual, doc), { list, ...place })
}

/** The text of a list or map is long and seldom needed, so it is made on demand. */
const container = (text: () => string, parts: Omit<Field, 'text'>): Field => ({
  get text() {
    return text()
  },
  ...parts,
})

/** Reads a JSON value; undefined for null. Numbers must come as they were written. */
export function jsonField(value: unknown): Field | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return textField(value)
  if (value instanceof WrittenNumber) return { text: value.source, scalar: Number(value.source) }
  if (typeof value !== 'object') return { text: String(value), ...scalarOf(value) }
  const text = () => JSON.stringify(value)
  if (Array.isArray(value)) return container(text, { list: value.map(item => jsonField(item) ?? nothing) })
  return container(text, partsOf(Object.entries(value).map(([name, item]) => [name, jsonField(item)])))
}

/** The parts of a map, and the names of those that are null. */
function partsOf(entries: readonly (readonly [string, Field | undefined])[]): Pick<Field, 'map' | 'nulls'> {
  const nulls = entries.filter(([, field]) => field === undefined).map(([name]) => name)
  const map = Object.fromEntries(entries.flatMap(([name, field]) => (field ? [[name, field] as const] : [])))
  return { map, ...(nulls.length > 0 && { nulls }) }
}

/** JSON.parse that keeps every number as written: 1.50 is another answer than 1.5. Throws when JSON.parse does. */
export const parseJson = (source: string): unknown =>
  JSON.parse(source, (_, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? new WrittenNumber(context?.source ?? String(value)) : value,
  )

class WrittenNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }

  toJSON(): number {
    return Number(this.source)
  }
}

/** Data as a template writes it: a list as its values joined by commas, a map as JavaScript converts it to a string. */
export function writtenAs(data: unknown): string {
  if (data === null || data === undefined) return ''
  if (Array.isArray(data)) return data.map(writtenAs).join(',')
  return typeof data === 'object' ? '[object Object]' : String(data)
}

/** The line on which a node starts, counted from 1. */
export const lineOf = (node: unknown, lines: LineCounter): number => lines.linePos(offsetOf(node) ?? 0).line

export function offsetOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined
  return typeof node.range[0] === 'number' ? node.range[0] : undefined
}

const resolved = (node: unknown, doc: Document): unknown => (isAlias(node) ? node.resolve(doc) : node)

const scalarOf = (value: unknown): Pick<Field, 'scalar'> =>
  typeof value === 'number' || typeof value === 'boolean' ? { scalar: value } : {}

function scalarText(value: unknown, source: string | undefined): string | undefined {
  if (value === null || value === undefined) return undefined
  return typeof value === 'string' ? value : (source ?? String(value))
}

function mapOf(map: YAMLMap, doc: Document, lines: LineCounter | undefined): Pick<Field, 'map' | 'nulls'> {
  const own: [string, Field | undefined][] = []
  const merged: [string, Field | undefined][] = []
  for (const pair of map.items) {
    const key = branchOf(pair.key, doc, undefined)?.text ?? ''
    const field = branchOf(pair.value, doc, lines)
    if (key === '<<' && field?.map) merged.push(...Object.entries(field.map))
    else own.push([key, field])
  }
  return partsOf([...merged, ...own])
}

const json = (node: Node, doc: Document): string => JSON.stringify(node.toJS(doc))
