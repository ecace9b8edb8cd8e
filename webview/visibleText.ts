/**
 * A prompt as it is safe to look at: control characters and those that turn the direction of writing, which would
 * otherwise be invisible, show as marks. Line breaks and tabs stay.
 */
export const visible = (text: string): string => text.replace(/\r\n/g, '\n').replace(hidden, mark)

/** Longer texts are cut on the page; the editor's own difference shows them whole. */
export const longest = 20_000

/** The start of a text, cut between characters, and how many UTF-16 units are left out. */
export function shortened(text: string, limit = longest): { readonly text: string; readonly left: number } {
  if (text.length <= limit) return { text, left: 0 }
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(limit - 1))
  const shown = text.slice(0, splitsPair ? limit - 1 : limit)
  return { text: shown, left: text.length - shown.length }
}

// Directional marks, embeddings and isolates, zero-width characters that join nothing, and lone surrogates.
const hidden = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 9 || code === 10) return character
  // Unicode has a picture for each of the first 32, and one for delete.
  if (code < 32) return String.fromCodePoint(0x2400 + code)
  if (code === 127) return '\u2421'
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}
