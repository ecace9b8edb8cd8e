import { type Conclusion, sentences } from './conclusion.ts'
import { type Numeral, numeralsIn, valueOfDigits } from './numerals.ts'

/**
 * The last number of a reply; undefined if there is none, several ("5 or 6"), or only something that looks like a
 * number: a date, a time.
 */
export function numberIn({ whole, final }: Conclusion): number | undefined {
  const said = final === undefined || /^not\b/i.test(final) ? '' : afterEquals(final)
  const [stated, second] = numeralsIn(said, true)
  if (stated) return isSeveral(said, stated, second) ? undefined : stated.value
  const text = whole.replace(/^[^\S\n]*\d+[.)][^\S\n]+(?=\S)/gm, '')
  const spelled = !/\d/.test(text)
  for (const sentence of sentences(text).reverse()) {
    const bare = withoutAsides(sentence)
    const outside = numeralsIn(bare, spelled)
    const told = outside.length > 0 ? bare : sentence
    const found = outside.length > 0 ? outside : numeralsIn(sentence, spelled)
    if (found.length === 0) continue
    const [result] = told.includes('=') ? numeralsIn(told.slice(told.lastIndexOf('=') + 1), spelled) : []
    return result ? result.value : (sumOfParts(told, found) ?? lastUnlessSeveral(told, found))
  }
  return undefined
}

/** The value of a text that is one number, possibly with a sign, currency, separators and a percent sign. */
export function parseNumber(text: string): number | undefined {
  const bare = text.trim().replace(/\u2212/g, '-')
  const match =
    /^([-+]?)\s?[$€£¥]?\s?([-+]?)([\d,.]+(?:e[-+]?\d+)?|\d+\/\d+|\d{1,3}(?:[ '\u2019\u00A0\u2007\u202F]\d{3})+)\s?[%€£]?$/i.exec(
      bare,
    )
  if (!match || (match[1] && match[2])) return undefined
  const value = valueOfDigits((match[3] ?? '').replace(/[ '\u2019\u00A0\u2007\u202F]/g, ''))
  return value === undefined ? undefined : match[1] === '-' || match[2] === '-' ? -value : value
}

/** Equal except for the errors of floating point arithmetic and printing. */
export const sameNumber = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

/** For "3 + 4 = 7" only the part after the last equals sign, provided that all of it is one calculation. */
function afterEquals(final: string): string {
  const first = sentences(final)[0] ?? ''
  const last = first.lastIndexOf('=')
  const calculation = first.slice(0, Math.max(0, last))
  return last < 0 || /[;,(]\s|\(\D|\b(?:because|since|as|so|where|for)\b/i.test(calculation)
    ? final
    : first.slice(last + 1)
}

/** Text in brackets is an explanation, and the total in "out of 100" is not the answer. */
const withoutAsides = (sentence: string): string =>
  sentence.replace(/\([^()]*\)/g, ' ').replace(/\bout of (?:the |all |a total of )?\d[\d,.]*/gi, ' ')

/** Whether the answer names two numbers side by side, so that no single one is the answer. */
const isSeveral = (text: string, first: Numeral, second: Numeral | undefined): boolean =>
  second !== undefined && /^\s?%?\s*(?:or|and|to|[-\u2013,])\s*$/i.test(text.slice(first.end, second.start))

/**
 * "8 fruits: 2 apples, 3 pears and 3 plums" means 8: if the numbers after a colon add up to the one before it, they are
 * its parts.
 */
function sumOfParts(sentence: string, found: readonly Numeral[]): number | undefined {
  const colon = sentence.lastIndexOf(':')
  const sum = found.findLast(({ end }) => end <= colon)?.value
  const parts = found.filter(({ start }) => start > colon)
  return colon > 0 && parts.length > 1 && sum === parts.reduce((total, { value = Number.NaN }) => total + value, 0)
    ? sum
    : undefined
}

function lastUnlessSeveral(sentence: string, found: readonly Numeral[]): number | undefined {
  const [before, last] = [found.at(-2), found.at(-1)]
  if (!before || !last) return last?.value
  const between = sentence.slice(before.end, last.start).trim().replace(/^%\s*/, '').toLowerCase()
  const isRange = between === 'and' && /\bbetween\s*$/i.test(sentence.slice(0, before.start))
  return isRange || between === 'or' || between === 'to' ? undefined : last.value
}
