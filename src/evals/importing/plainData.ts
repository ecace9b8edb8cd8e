export type PlainMap = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asMap = (value: unknown): PlainMap => (isMap(value) ? value : {})

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/**
 * A value as the text of a cell: a text as it is, anything else as JSON; undefined if there is none, or if it is nested
 * more deeply than can be written.
 */
export function asText(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
