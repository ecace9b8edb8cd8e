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

/** The same in a text of which the cursor's was the part that begins at `by`. */
export const shifted = (cursor: Cursor | undefined, by: number): Cursor | undefined =>
  cursor && { ...cursor, start: cursor.start + by, end: cursor.end + by }
