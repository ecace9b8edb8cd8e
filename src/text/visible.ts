// What models, cases and files say is only text: characters that would control a terminal or turn the writing direction
// are shown.

/**
 * A text that is safe to display: control characters, invisible characters and those that turn the writing direction
 * are shown as marks. Line breaks (as LF) and tabs stay.
 */
export const visible = (text: string): string => text.replace(/\r\n/g, '\n').replace(hidden, mark)

/** The same on one line: every run of spaces, line breaks and control characters becomes one space. */
export const visibleLine = (text: string): string => visible(text.replace(/[\s\p{Cc}]+/gu, ' ')).trim()

/**
 * A text for a terminal that may be JSON, in which the same characters stand within strings alone: those that JSON does not
 * escape by itself are written as its escapes, which changes no value.
 */
export const harmlessJson = (text: string): string =>
  text.replace(hiddenWithinLine, character => {
    const code = character.charCodeAt(0)
    return code < 127 ? character : `\\u${code.toString(16).padStart(4, '0')}`
  })

// Directional marks, embeddings and isolates, zero-width characters that join nothing, and lone surrogates.
const hidden = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu

// Printed JSON has a line for each value, so its line ends are passed over without a call for each.
const hiddenWithinLine = new RegExp(`(?!\n)${hidden.source}`, 'gu')

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 9 || code === 10) return character
  // Unicode has a picture for each of the first 32, and one for delete.
  if (code < 32) return String.fromCodePoint(0x2400 + code)
  if (code === 127) return '\u2421'
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}
