/**
 * The position of each character of a text in the source that it was read from: `result[i]` is the offset of the text's
 * `i`th UTF-16 unit, and the last entry is the end of the text. A source may contain more than the text: indentation,
 * line ends of two characters, quotes, escapes. Undefined if it contains anything else in between, because then no
 * position is certain.
 */
export function placesOf(
  text: string,
  source: string,
  [start, end]: readonly [start: number, end: number],
): readonly number[] | undefined {
  // A text that occurs literally has no quotes and no escapes, even if it begins with a quote.
  const isPlain = source.slice(start, end).replaceAll('\r\n', '\n') === text
  const quote = !isPlain && /["']/.test(source[start] ?? '') ? source[start] : undefined
  const places: number[] = []
  let at = quote === undefined ? start : start + 1
  for (let index = 0; index < text.length; ) {
    const sequence = quote === undefined ? undefined : readEscape(source, at, quote)
    if (sequence !== undefined) {
      if (!text.startsWith(sequence.text, index)) return undefined
      for (let unit = 0; unit < sequence.text.length; unit++) places.push(at)
      index += sequence.text.length
      at += sequence.length
    } else if (at < end && source[at] === text[index]) {
      places.push(at)
      index++
      at++
    } else if (at < end && /\s/.test(source[at] ?? '')) at++
    else return undefined
  }
  return [...places, at]
}

interface Escape {
  /** Empty if a line is continued after a backslash. */
  readonly text: string
  readonly length: number
}

/** The escape sequence of JSON or YAML that begins here. */
function readEscape(source: string, at: number, quote: string): Escape | undefined {
  if (quote === "'") return source.startsWith("''", at) ? { text: "'", length: 2 } : undefined
  if (source[at] !== '\\') return undefined
  const code = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8}))/.exec(source.slice(at, at + 10))
  if (code !== null) {
    const value = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16)
    return { text: value > 0x10ffff ? '' : String.fromCodePoint(value), length: code[0].length }
  }
  const letter = source[at + 1] ?? ''
  return { text: /[\r\n]/.test(letter) ? '' : (letters[letter] ?? letter), length: 2 }
}

const letters: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}
