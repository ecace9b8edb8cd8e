export type PlainMap = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asMap = (value: unknown): PlainMap => (isMap(value) ? value : {})

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A value as the text of a cell: a text as it is, anything else as JSON; undefined if there is none. */
export const asText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value)
