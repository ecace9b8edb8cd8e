/**
 * Numbers as sentences show them. The sentences are English, and so are the numbers: a decimal comma would read as a
 * list.
 */
const counts = new Intl.NumberFormat('en-US')

/** `1,234`. */
export const count = (value: number): string => counts.format(value)

/** `1 case`, `1,234 cases`, and with `many` also `2 queries`. */
export const counted = (value: number, noun: string, many = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : many}`

/** A score, 0 to 1, as it is shown everywhere: `71.5 %`; a dash if there is no score. */
export const percent = (score: number | null | undefined, none = '–'): string =>
  score === null || score === undefined ? none : `${(100 * score).toFixed(1)} %`

/**
 * An amount of money: to the cent, or with two significant digits if it is less than one: `12.30 USD`, `0.0042 USD`.
 */
export const dollars = (usd: number): string =>
  `${usd > 0 && usd < 0.01 ? Number(usd.toPrecision(2)) : usd.toFixed(2)} USD`

/**
 * A difference of scores, -1 to 1, in percentage points: `+19.4`, `0.0`, `−2.0`, with a minus sign as wide as the plus.
 */
export function points(difference: number, digits = 1): string {
  const size = Math.abs(100 * difference).toFixed(digits)
  return Number(size) === 0 ? size : `${difference < 0 ? '−' : '+'}${size}`
}

/** A p-value as how often luck alone would show a difference as large: `3.2 %`, `under 0.1 %`. */
export const luck = (p: number): string => (p < 0.001 ? 'under 0.1 %' : percent(p))

/** Three decimals, or a bound if the value is smaller: `p = 0.032`, `p < 0.001`. */
export const pValue = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

/** A duration in the largest unit that fits: `8 s`, `3 min`, `2.5 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 100) return `${seconds} s`
  return seconds < 100 * 60 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
