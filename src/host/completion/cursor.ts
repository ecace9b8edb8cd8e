/** What is being typed at an offset of an eval set. */
export interface Cursor {
  /** From the root down: keys, and `[]` for an item of a list. For a value its own key comes last. */
  readonly path: readonly string[]
  readonly at: 'key' | 'value'
  /** The other keys of the map around it. */
  readonly keys: readonly string[]
  /** The word at the cursor, as UTF-16 offsets [start, end) without quotes. */
  readonly start: number
  readonly end: number
  /** Whether the word is already in quotes. */
  readonly quoted: boolean
  /** Whether a colon follows. */
  readonly hasColon: boolean
}

/** The same cursor in a larger text, in which the cursor's text begins at `by`. */
export const shifted = (cursor: Cursor | undefined, by: number): Cursor | undefined =>
  cursor && { ...cursor, start: cursor.start + by, end: cursor.end + by }
