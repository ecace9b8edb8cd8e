import { percent } from '../src/text/numbers.ts'

const locale = 'en-US'
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
/** A score, 0 to 1, as a percentage with a non-breaking space. */
export const unbrokenPercent = (score: number): string => percent(score).replace(' ', '\u00a0')

/** A large count with three digits: 1.23M. */
export const compact = (value: number): string => short.format(value)
