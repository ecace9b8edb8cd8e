import { type Conclusion, sentences } from '../answers.ts'

/**
 * The number a reply ends on; undefined where it names none, several ("5 or 6"), or something that only looks like one:
 * a fraction, a date, a time.
 */
export function numberIn({ whole, final }: Conclusion): number | undefined {
  const stated = final === undefined || /^not\b/i.test(final) ? [] : tokens(afterEquals(final), true)
  if (stated.length > 0) return isSeveral(afterEquals(final ?? '')) ? undefined : stated[0]?.value
  const text = whole.replace(/^\s*\d+[.)]\s+(?=\S)/gm, '')
  const spelled = !/\d/.test(text)
  for (const sentence of sentences(text).reverse()) {
    const found = tokens(sentence, spelled)
    if (found.length === 0) continue
    const result = tokens(sentence.slice(sentence.lastIndexOf('=') + 1), spelled)
    return sentence.includes('=') && result.length > 0 ? result[0]?.value : lastUnlessSeveral(sentence, found)
  }
  return undefined
}

/** A text that is a number and nothing else, but for its sign, currency, separators and percent sign. */
export function parseNumber(text: string): number | undefined {
  const bare = text.trim().replace(/\u2212/g, '-')
  const match = /^([-+]?)\s?[$€£¥]?\s?([-+]?)([\d,.]+(?:e[-+]?\d+)?)\s?[%€£]?$/i.exec(bare)
  if (!match || (match[1] && match[2])) return undefined
  const value = numeral(match[3] ?? '')
  return value === undefined ? undefined : match[1] === '-' || match[2] === '-' ? -value : value
}

/** Equal but for what adding and printing floating point numbers may leave. */
export const sameNumber = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

interface Token {
  readonly value: number | undefined
  readonly end: number
}

const spelledNumbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }

const digits = /(?<![\p{L}\d_^])((?<![\d)\]\p{L}])-)?[$€£¥]?(-?)(\d(?:[\d.,:/]*\d)?|\.\d+)(e[-+]?\d+\b)?/giu

/** The numbers of a text in order. "One" is so often no number that it counts only where nothing is in digits. */
function tokens(text: string, withOne: boolean): Token[] {
  const found: Token[] = []
  for (const match of text.matchAll(digits)) {
    const end = match.index + match[0].length
    const value = numeral(`${match[3]}${match[4] ?? ''}`)
    const scale =
      scales[/^\s?(thousand|million|billion|trillion)\b/i.exec(text.slice(end))?.[1]?.toLowerCase() ?? ''] ?? 1
    const sign = match[1] || match[2] ? -1 : 1
    found.push({ value: value === undefined ? undefined : sign * value * scale, end })
  }
  for (const match of text.matchAll(/\b[a-z]{3,6}\b/gi)) {
    const value = spelledNumbers.indexOf(match[0].toLowerCase())
    if (value >= 0 && (value !== 1 || (withOne && !/\d/.test(text))))
      found.push({ value, end: match.index + match[0].length })
  }
  return found.sort((a, b) => a.end - b.end)
}

function numeral(text: string): number | undefined {
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(text) || !/\d/.test(text)) return undefined
  return Number(text.replaceAll(',', ''))
}

/** Of "3 + 4 = 7" only what follows the last equals sign, as long as it all is one calculation. */
function afterEquals(final: string): string {
  const first = sentences(final)[0] ?? ''
  const last = first.lastIndexOf('=')
  const calculation = first.slice(0, Math.max(0, last))
  return last < 0 || /[;,(]\s|\(\D|\b(?:because|since|as|so|where|for)\b/i.test(calculation)
    ? final
    : first.slice(last + 1)
}

const joined = /\d\s?%?\s*(?:\bor\b|\band\b|\bto\b|[-\u2013,])\s*[$€£¥]?\d/i

/** The answer names two numbers before anything else: no single one of them is what it says. */
const isSeveral = (final: string): boolean => {
  const start = final.search(/\d/)
  const match = joined.exec(final)
  return match !== null && start >= 0 && !/[^\d.,%$€£¥\s]/.test(final.slice(start, match.index))
}

function lastUnlessSeveral(sentence: string, found: readonly Token[]): number | undefined {
  const end = sentence.replace(/[^\d]+$/, '')
  const choice = /\d\s?%?\s*(?:\bor\b|\bto\b)\s*[$€£¥]?[\d.,]+$/i.test(end)
  return choice ? undefined : found.at(-1)?.value
}
