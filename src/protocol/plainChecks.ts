/** The named values of an object that came through a wall. */
export type Named = Readonly<Record<string, unknown>>

export const isFields = (raw: unknown): raw is Named => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

export const isCount = (raw: unknown): raw is number => typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0

export const areText = (...values: readonly unknown[]): boolean => values.every(value => typeof value === 'string')

export const areAll = (raw: unknown, is: (value: unknown) => boolean): boolean => Array.isArray(raw) && raw.every(is)
