import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { lineAt } from './lineEnds.ts'
import type { TextField } from './sourceField.ts'

/** A value in a JSON source, with its position as offsets [start, end). */
export type JsonValue = {
  readonly range: readonly [number, number]
  /** Offset of its key, or of the value itself if it has no key. */
  readonly keyStart: number
} & (
  | { readonly kind: 'map'; readonly members: ReadonlyMap<string, JsonValue> }
  | { readonly kind: 'list'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other' }
)

/** Reads JSON with the positions of its values; a byte order mark is skipped. */
export function readJson(
  path: string,
  source: string,
): Outcome<JsonValue & { readonly duplicates: readonly Problem[] }> {
  const start = source.startsWith('\uFEFF') ? 1 : 0
  const detail = faultOf(source.slice(start))
  if (detail !== undefined) {
    const line = lineAt(source, start + faultAt(source.slice(start), detail))
    return failure({ code: 'prompt-unparsable', detail, place: { path, line } })
  }
  const duplicates: Problem[] = []
  const scan: Scan = {
    source,
    at: start,
    duplicate: (key, offset) => {
      duplicates.push({ code: 'duplicate-key', key, place: { path, line: lineAt(source, offset) } })
    },
  }
  return success({ ...valueAt(scan, undefined), duplicates })
}

function faultOf(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const strayToken = 'Unexpected token'

/**
 * The offset of the first syntax error. The engine reports it except for a misplaced token. For that case we use that
 * every prefix ending before the token is merely incomplete, which the engine words differently.
 */
function faultAt(text: string, detail: string): number {
  if (!detail.startsWith(strayToken)) return Number(/ at position (\d+)/.exec(detail)?.[1] ?? text.length)
  let incomplete = 0
  let broken = text.length
  while (broken - incomplete > 1) {
    const middle = Math.floor((incomplete + broken) / 2)
    if (faultOf(text.slice(0, middle))?.startsWith(strayToken)) broken = middle
    else incomplete = middle
  }
  return incomplete
}

/** A text that is rewritten as one JSON string: in ASCII if the present string escapes characters outside ASCII. */
export function jsonStringField(
  source: string,
  value: JsonValue & { readonly kind: 'text' },
  duplicates: readonly Problem[],
): TextField {
  const whole = value.text
  let end = whole.length
  while (whole[end - 1] === '\n') end -= 1
  const tail = whole.slice(end)
  const { range } = value
  const [duplicate] = duplicates
  const escapes = isInAscii(source.slice(...range))
  return {
    text: whole.slice(0, end),
    lead: '',
    tail,
    range,
    ...(duplicate?.code === 'duplicate-key'
      ? { refusal: `the key ${duplicate.key} stands twice in the same map` }
      : {}),
    lineOf: () => lineAt(source, range[0]),
    respell: text => {
      if (text.endsWith('\n')) return { refused: 'the text ends with a line end, which belongs to the file' }
      const quoted = JSON.stringify(text + tail)
      return { written: escapes ? inAscii(quoted) : quoted }
    },
  }
}

/** Whether a JSON text escapes everything outside of ASCII. */
export const isInAscii = (source: string): boolean => /\\u[0-9a-fA-F]{4}/.test(source) && !/[^\0-\x7F]/.test(source)

/** A JSON text with everything outside of ASCII escaped. */
export const inAscii = (quoted: string): string =>
  quoted.replace(/[^\0-\x7F]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

interface Scan {
  readonly source: string
  at: number
  readonly duplicate: (key: string, offset: number) => void
}

/** The value at the scan's position, after white space. The source is known to be valid JSON. */
function valueAt(scan: Scan, key: number | undefined): JsonValue {
  skipSpace(scan)
  const start = scan.at
  const keyStart = key ?? start
  const first = scan.source[start]
  if (first === '{') {
    const members = membersAt(scan)
    return { kind: 'map', members, range: [start, scan.at], keyStart }
  }
  if (first === '[') {
    const items = itemsAt(scan)
    return { kind: 'list', items, range: [start, scan.at], keyStart }
  }
  if (first === '"') return { kind: 'text', text: stringAt(scan), range: [start, scan.at], keyStart }
  while (scan.at < scan.source.length && !/[\s,\]}]/.test(scan.source[scan.at] ?? '')) scan.at += 1
  return { kind: 'other', range: [start, scan.at], keyStart }
}

function membersAt(scan: Scan): ReadonlyMap<string, JsonValue> {
  const members = new Map<string, JsonValue>()
  for (const _ of entriesAt(scan, '}')) {
    const keyStart = scan.at
    const key = stringAt(scan)
    skipSpace(scan)
    scan.at += 1
    const value = valueAt(scan, keyStart)
    if (members.has(key)) scan.duplicate(key, keyStart)
    members.set(key, value)
  }
  return members
}

function itemsAt(scan: Scan): readonly JsonValue[] {
  const items: JsonValue[] = []
  for (const _ of entriesAt(scan, ']')) items.push(valueAt(scan, undefined))
  return items
}

/** Pauses at the start of each entry of a map or list; ends after the closing bracket. */
function* entriesAt(scan: Scan, close: string): Generator<undefined, undefined> {
  scan.at += 1
  skipSpace(scan)
  while (scan.source[scan.at] !== close) {
    yield undefined
    skipSpace(scan)
    if (scan.source[scan.at] === ',') scan.at += 1
    skipSpace(scan)
  }
  scan.at += 1
}

function stringAt(scan: Scan): string {
  const start = scan.at
  scan.at += 1
  while (scan.source[scan.at] !== '"') scan.at += scan.source[scan.at] === '\\' ? 2 : 1
  scan.at += 1
  const text: unknown = JSON.parse(scan.source.slice(start, scan.at))
  return typeof text === 'string' ? text : ''
}

function skipSpace(scan: Scan): void {
  while (/[ \t\r\n]/.test(scan.source[scan.at] ?? '')) scan.at += 1
}
