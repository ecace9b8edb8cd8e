/** What the user wants of a new prompt besides a higher score. */
export interface Wishes {
  /** What to know about the field that the prompt is for. */
  readonly domain?: string
  readonly tone?: string
  /** The language in which the prompt is written. */
  readonly language?: string
  /** The most words that a new prompt may have. */
  readonly longest?: number
  /** Parts of the original prompt that stay letter by letter. */
  readonly locked: readonly string[]
  /** What the user accepted in earlier reviews, and what they rejected. */
  readonly kept: readonly string[]
  readonly unwanted: readonly string[]
}

export const noWishes: Wishes = { locked: [], kept: [], unwanted: [] }
