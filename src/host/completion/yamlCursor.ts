import { type Cursor, shifted } from './cursor.ts'
import { flowCursor } from './flowCursor.ts'

/**
 * The cursor in YAML that is being typed and may be incomplete, so it is read by lines and their indentation. There is
 * nothing to complete in block texts and comments.
 */
export function yamlCursor(text: string, offset: number): Cursor | undefined {
  const stack: Frame[] = []
  let found: { cursor: Omit<Cursor, 'keys'>; keys: readonly string[]; own: number } | undefined
  let block: number | undefined
  let start = 0
  for (const raw of text.split('\n')) {
    const line = readLine(raw)
    const holds = start <= offset && offset <= start + raw.length
    const column = line.isBlank && holds ? offset - start : line.indent
    if (block !== undefined && (line.isBlank || line.indent > block)) {
      if (holds && (!line.isBlank || column > block)) return undefined
    } else if (!line.isBlank || holds) {
      block = line.block
      const map = enter(stack, line, column)
      // The index of the key being typed, which is not one of its siblings; -1 if none is.
      const own = line.key === undefined ? -1 : map.keys.push(line.key) - 1
      if (line.key !== undefined) map.key = line.key
      if (holds) {
        const cursor = cursorIn(line, map, offset - start)
        if (cursor === undefined) return undefined
        const { keys, ...rest } = shifted(cursor, start) ?? cursor
        found = {
          cursor: rest,
          keys: cursor.flow ? keys : map.keys,
          own: cursor.flow || rest.at === 'value' ? -1 : own,
        }
      }
    }
    start += raw.length + 1
  }
  return found && { ...found.cursor, keys: found.keys.filter((_, index) => index !== found?.own) }
}

/** A map or list that is open at the current line. */
interface Frame {
  readonly kind: 'map' | 'list'
  readonly column: number
  readonly path: readonly string[]
  readonly keys: string[]
  key: string | undefined
}

interface Line {
  readonly isBlank: boolean
  readonly indent: number
  /** Columns of the dashes that open list items. */
  readonly dashes: readonly number[]
  /** Start of the text after the dashes. */
  readonly content: number
  readonly key: string | undefined
  /** Position of the key, or of a word that may become one, without its quotes. */
  readonly word: readonly [start: number, end: number]
  readonly quoted: boolean
  /** Start of the value; undefined without a colon. */
  readonly value: number | undefined
  /** Set if the value is a block text: lines that are indented further belong to it. */
  readonly block: number | undefined
  readonly raw: string
}

function readLine(ended: string): Line {
  const raw = ended.replace(/\r$/, '')
  const [, spaces = '', markers = ''] = /^( *)((?:- +|-$)*)/.exec(raw) ?? []
  const content = spaces.length + markers.length
  const rest = raw.slice(content)
  const [whole = '', quote = '', name = '', colon] =
    /^(["']?)((?:[^"':#{}[\],&*!|>%@`\s]|(?<=\S):(?=\S)|(?<=[^\s:]) (?=[^\s:#]))*)\1\s*(:(?=\s|$))?/.exec(rest) ?? []
  const dashes = Array.from(markers.matchAll(/-/g), ({ index }) => spaces.length + index)
  const wordStart = content + quote.length
  const value = colon === undefined ? undefined : content + whole.length
  const isBlock = /^(?:\s+[&!]\S+)*\s*[|>][-+\d]*\s*(?:#.*)?$/.test(raw.slice(value ?? content))
  return {
    isBlank: markers === '' && /^\s*(?:#.*)?$/.test(rest),
    indent: spaces.length,
    dashes,
    content,
    key: colon === undefined ? undefined : name,
    word: [wordStart, wordStart + name.length],
    quoted: quote !== '',
    value,
    block: isBlock ? (value === undefined ? (dashes.at(-1) ?? spaces.length) : content) : undefined,
    raw,
  }
}

/** Goes up to the level of the line, and down to the map that contains, or would contain, its key. */
function enter(stack: Frame[], line: Line, column: number): Frame {
  const first = line.dashes[0] ?? (line.isBlank ? column : line.content)
  const open = (kind: Frame['kind'], at: number): Frame => {
    const above = stack.at(-1)
    const step = above?.kind === 'list' ? ['[]'] : above?.key === undefined ? [] : [above.key]
    const frame: Frame = { kind, column: at, path: [...(above?.path ?? []), ...step], keys: [], key: undefined }
    stack.push(frame)
    return frame
  }
  while ((stack.at(-1)?.column ?? -1) > first) stack.pop()
  for (const dash of line.dashes) {
    const top = stack.at(-1)
    if (top?.kind !== 'list' || top.column !== dash) open('list', dash)
  }
  const at = line.dashes.length > 0 ? line.content : first
  let top = stack.at(-1)
  // A list may have the same indentation as its key, so a key at that indentation ends the list.
  if (line.dashes.length === 0 && top?.kind === 'list' && top.column === at && stack.length > 1) {
    stack.pop()
    top = stack.at(-1)
  }
  return top?.kind === 'map' && top.column === at ? top : open('map', at)
}

function cursorIn(line: Line, map: Frame, at: number): (Cursor & { readonly flow?: true }) | undefined {
  const [start, end] = line.isBlank ? [at, at] : line.word
  const before = line.raw.slice(0, at)
  if (/(?:^|\s)#/.test(before)) return undefined
  const base = { keys: [], quoted: line.quoted, hasColon: line.value !== undefined }
  if (line.value === undefined || at < line.value) {
    if (/^[{[]/.test(line.raw.slice(line.content))) return inFlow(line.raw, line.content, at, map.path)
    return at < start || at > end ? undefined : { ...base, path: map.path, at: 'key', start, end }
  }
  const path = [...map.path, ...(map.key === undefined ? [] : [map.key])]
  const valueStart = line.value + (/^\s*/.exec(line.raw.slice(line.value))?.[0].length ?? 0)
  if (/^[{[]/.test(line.raw.slice(valueStart)) && at > valueStart) return inFlow(line.raw, valueStart, at, path)
  const [, quote = '', word = ''] = /^(["']?)([\w.-]*)/.exec(line.raw.slice(valueStart)) ?? []
  const from = Math.min(valueStart + quote.length, Math.max(at, line.value))
  const to = valueStart + quote.length + word.length
  if (at > Math.max(to, from)) return undefined
  const isBefore = at < valueStart + quote.length
  return {
    ...base,
    path,
    at: 'value',
    start: isBefore ? at : from,
    end: isBefore ? at : to,
    quoted: quote !== '',
    hasColon: false,
  }
}

function inFlow(raw: string, from: number, at: number, path: readonly string[]): (Cursor & { flow: true }) | undefined {
  const cursor = shifted(flowCursor(raw.slice(from), at - from, path), from)
  return cursor && { ...cursor, flow: true }
}
