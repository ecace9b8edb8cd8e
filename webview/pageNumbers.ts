import { percentage } from '../src/text/numbers.ts'

const locale = 'en-US'
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })
const cents = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 })

/** A score, 0 to 1, as a percentage; the space does not break. */
export const percent = (score: number): string => percentage(score, 1).replace(' ', '\u00a0')

/** A large count in three digits: 1.23M. */
export const compact = (value: number): string => short.format(value)

/** Cents, and two digits of what is less than a cent. */
export const dollars = (usd: number): string => (usd > 0 && usd < 0.01 ? cents : money).format(usd)
