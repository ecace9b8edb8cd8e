/** Kinds of personal data and secrets that are pointed out before anything is written. */
export type PersonalKind = 'e-mail address' | 'telephone number' | 'card number' | 'key'

export interface PersonalFind {
  readonly kind: PersonalKind
  /** UTF-16 offsets [start, end) in the text. */
  readonly range: readonly [number, number]
}

/**
 * Patterns of personal data, the most certain first. A telephone number needs a plus or brackets, or groups as people
 * write them, and 9 to 15 digits (E.164 allows at most 15); a card number 13 to 19 digits and the check digit of Luhn
 * (ISO/IEC 7812-1); a key one of the prefixes by which services mark theirs.
 */
const patterns: readonly (readonly [PersonalKind, RegExp, (match: string) => boolean])[] = [
  [
    'key',
    /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_A-Za-z0-9]{16,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[\w-]{30,}|(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
    () => true,
  ],
  ['e-mail address', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu, () => true],
  ['card number', /\b\d(?:[ -]?\d){12,18}\b/g, isCard],
  [
    'telephone number',
    /(?<![\p{L}\p{N}.,/-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,7}(?:[ .-]\d{2,7}){0,5}(?![\p{L}\p{N}.,-]*\d)|(?<!\w)\+\d{9,15}\b/gu,
    isTelephone,
  ],
]

/** The personal data in a text, in order and without overlap. */
export function personalIn(text: string): readonly PersonalFind[] {
  const found: PersonalFind[] = []
  const isTaken = new Uint8Array(text.length)
  for (const [kind, pattern, isOne] of patterns)
    for (const match of text.matchAll(pattern)) {
      const range = [match.index, match.index + match[0].length] as const
      if (!isOne(match[0]) || isTaken.subarray(...range).includes(1)) continue
      isTaken.fill(1, ...range)
      found.push({ kind, range })
    }
  return found.sort((a, b) => a.range[0] - b.range[0])
}

/** The text with personal data replaced by words of the same kind: `[e-mail address]`. */
export function withoutPersonal(text: string): string {
  let masked = ''
  let at = 0
  for (const { kind, range } of personalIn(text)) {
    masked += `${text.slice(at, range[0])}[${kind}]`
    at = range[1]
  }
  return masked + text.slice(at)
}

/** The check digit of Luhn: doubled from the right, every second digit; the sum of all digits is a multiple of 10. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return digits.length >= 13 && sum % 10 === 0 && !/^(\d)\1*$/.test(digits)
}

/** Dates, versions and amounts have groups of digits too, but neither a plus nor brackets nor so many digits. */
function isTelephone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  const isMarked = /^\+|\(/.test(text) || /^0\d/.test(text)
  return digits <= 15 && (isMarked ? digits >= 7 : digits >= 9 && /[ .-]/.test(text) && !isDate.test(text))
}

const isDate = /^\d{4}[.-]\d{2}[.-]\d{2}/
