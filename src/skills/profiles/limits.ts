/**
 * The most that an agent shows of its skills. Agents change these numbers several times a year, so they are settings:
 * the defaults are in the manifest, each with its source and the month in which it was read. An absent number is no
 * limit.
 */
export interface Limits {
  /** A skill with a longer description, in characters, is not loaded. */
  readonly longest?: number
  /** Maximum number of characters shown of one description. */
  readonly entry?: number
  /** Maximum number of characters of the whole listing. */
  readonly total?: number
  /** Maximum number of characters of the names that follow a full listing. */
  readonly names?: number
  /** Tokens of the model's window, and the share of it that the listing may use; these take precedence over `total`. */
  readonly window?: number
  readonly share?: number
  readonly charactersPerToken?: number
  /**
   * Characters by which the text around the list grows if folders of skills are named once, besides a line for each. An
   * agent that does so lists short paths where full ones leave too little room.
   */
  readonly roots?: number
}

/** The limits of one agent from the settings; a value that is not a number above 0 is no limit. */
export function readLimits(raw: unknown): Limits {
  const fields = new Map(Object.entries(typeof raw === 'object' && raw !== null ? raw : {}))
  const named = numbers.flatMap(name => {
    const value: unknown = fields.get(name)
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? [[name, value] as const] : []
  })
  return Object.fromEntries(named)
}

const numbers = [
  'longest',
  'entry',
  'total',
  'names',
  'window',
  'share',
  'charactersPerToken',
  'roots',
] as const satisfies readonly (keyof Limits)[]
