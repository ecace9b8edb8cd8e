// The page speaks English, so its numbers do too: a decimal comma in an English sentence would be read as a list.
const locale = 'en-US'

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const signed = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
})
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
const money = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
})
const cents = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 })

/** A score, 0 to 1, as a percentage; the space does not break. */
export const percent = (score: number): string => `${tenth.format(score * 100)}\u00a0%`

/** A difference of scores, -1 to 1, as signed percentage points, with a minus as wide as the plus. */
export const points = (difference: number): string => signed.format(difference * 100).replace('-', '\u2212')

export const count = (value: number): string => whole.format(value)

/** A large count in three digits: 1.23M. */
export const compact = (value: number): string => short.format(value)

/** Cents, and two digits of what is less than a cent. */
export const dollars = (usd: number): string => (usd > 0 && usd < 0.01 ? cents : money).format(usd)

/** `1 case`, `2 cases`. */
export const counted = (value: number, word: string): string => `${count(value)} ${word}${value === 1 ? '' : 's'}`

/** A p value with as many digits as it deserves: `p = 0.41`, `p = 0.032`, `p < 0.0001`. */
export function pValue(p: number): string {
  if (p < 0.0001) return 'p < 0.0001'
  return `p = ${p.toFixed(p < 0.001 ? 4 : p < 0.1 ? 3 : 2)}`
}
