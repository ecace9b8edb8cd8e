/**
 * What an agent shows of its skills at most. Agents change these numbers several times a year, so they are settings: their
 * defaults stand in the manifest, each with the month in which it was read and where. A number that is absent does not
 * limit anything.
 */
export interface Limits {
  /** A skill with a longer description is not loaded, in characters. */
  readonly longest?: number
  /** Characters that are shown of one description. */
  readonly entry?: number
  /** Characters of the whole listing. */
  readonly total?: number
  /** Characters of the names that follow a full listing. */
  readonly names?: number
  /** Tokens of the model's window, and the share of it that the listing may take; they come before `total`. */
  readonly window?: number
  readonly share?: number
  readonly charactersPerToken?: number
}

/** Characters that the listing may take; undefined where nothing limits it. */
export function budgetOf({ window, share, charactersPerToken, total }: Limits): number | undefined {
  return window === undefined || share === undefined ? total : Math.floor(window * share * (charactersPerToken ?? 4))
}

/** The limits of one agent as the settings hold them; what is no number above 0 limits nothing. */
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
] as const satisfies readonly (keyof Limits)[]
