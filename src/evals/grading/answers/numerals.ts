/** A number in a text; it has no value if it only looks like a number: a date, a time. */
export interface Numeral {
  readonly value: number | undefined
  readonly start: number
  readonly end: number
}

/**
 * The numbers of a text, in order. "One" often means no number, so it counts only if no number is written in digits.
 */
export function numeralsIn(text: string, withOne: boolean): Numeral[] {
  const written = Array.from(text.matchAll(inDigits), digitsOf)
  const spelled = Array.from(text.matchAll(inWords), ({ 0: words, index }) => ({
    value: valueOfWords(words),
    start: index,
    end: index + words.length,
  }))
  const counting = spelled.filter(({ value }) => value !== 1 || (withOne && written.length === 0))
  return [...written, ...counting].sort((a, b) => a.start - b.start)
}

/**
 * The value of digits with thousands separators and an optional fraction; undefined for what only looks like a number.
 */
export function valueOfDigits(text: string): number | undefined {
  const [, above, below] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  if (above !== undefined && Number(below) !== 0) return Number(above) / Number(below)
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(text) || !/\d/.test(text)) return undefined
  return Number(text.replaceAll(',', ''))
}

const scales: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }

/** Digits that are not the end of a word, with their sign and currency, and then a scale or a power. */
const inDigits =
  /(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d_^])((?<![\d)\]\p{L}])-|\b(?:minus|negative)\s)?[$€£¥]?(-?)(\d(?:[\d.,:/]*\d)?|\.\d+)(e[-+]?\d+\b)?(?:(k\b)|\s?(thousand|million|billion|trillion)\b|\s?[*x×·]\s?10\s?\^\s?\{?([-+]?\d+)\}?|\^\s?\{?([-+]?\d+)\}?)?/giu

function digitsOf(match: RegExpExecArray): Numeral {
  const [whole, minus, inner, digits = '', exponent = '', thousands, scale, tens, power] = match
  const bare = valueOfDigits(digits + exponent)
  const times = (scales[(thousands ?? scale)?.toLowerCase() ?? ''] ?? 1) * 10 ** Number(tens ?? 0)
  const value = bare === undefined ? undefined : (power === undefined ? bare : bare ** Number(power)) * times
  const isNegative = (minus ?? '') !== '' || inner !== ''
  return {
    value: value !== undefined && isNegative ? -value : value,
    start: match.index,
    end: match.index + whole.length,
  }
}

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )

const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const hundred = `(?:(?:${tens.join('|')})(?:[-\\s](?:${units.slice(1, 10).join('|')}))?|${units.toReversed().join('|')})`

const thousand = `${hundred}(?:\\s+hundred(?:\\s+(?:and\\s+)?${hundred})?)?`

const inWords = new RegExp(
  `\\b${thousand}(?:\\s+(?:thousand|million|billion|trillion)(?:,?\\s+(?:and\\s+)?${thousand})?)*\\b`,
  'gi',
)

function valueOfWords(words: string): number {
  let [sum, part] = [0, 0]
  for (const word of words.toLowerCase().split(/[-,\s]+/)) {
    const scale = scales[word]
    if (scale !== undefined) [sum, part] = [sum + part * scale, 0]
    else if (word === 'hundred') part *= 100
    else if (word !== 'and') part += tens.includes(word) ? 10 * (tens.indexOf(word) + 2) : units.indexOf(word)
  }
  return sum + part
}
