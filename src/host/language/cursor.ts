import { flowCursor } from './flowCursor.ts'
import { yamlCursor } from './yamlCursor.ts'

/** What is being written at an offset of an eval set. */
export interface Cursor {
  /** From the root down: keys, and `[]` for an item of a list. For a value its own key stands last. */
  readonly path: readonly string[]
  readonly at: 'key' | 'value'
  /** The keys of the map around it, this one excepted. */
  readonly keys: readonly string[]
  /** The word under the cursor, as UTF-16 offsets [start, end) without quotes. */
  readonly start: number
  readonly end: number
  /** Whether the word stands in quotes already. */
  readonly quoted: boolean
  /** Whether a colon follows. */
  readonly hasColon: boolean
}

/** Finds what is being written, in a text that need not be whole; undefined where nothing of ours can be, as in prose. */
export function cursorAt(name: string, text: string, offset: number): Cursor | undefined {
  if (/\.ya?ml$/i.test(name)) return yamlCursor(text, offset)
  if (/\.json$/i.test(name)) return flowCursor(text, offset, [])
  if (!/\.jsonl$/i.test(name)) return undefined
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return shifted(flowCursor(text.slice(start, end < 0 ? text.length : end), offset - start, ['[]']), start)
}

/** The same in a text of which the cursor's was the part that begins at `by`. */
export const shifted = (cursor: Cursor | undefined, by: number): Cursor | undefined =>
  cursor && { ...cursor, start: cursor.start + by, end: cursor.end + by }
