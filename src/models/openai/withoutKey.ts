/** Shorter keys are fillers for local servers, such as `not-needed`, which an answer may contain as a word. */
const shortest = 16

/**
 * A text without the key, in whatever form a reply or an address repeats it: as it is, and with any of its characters
 * escaped in JSON or encoded in a URL, as each writer of JSON does with others. That is true of a key of ASCII; one with
 * other characters is refused before anything is sent. A gateway that repeats a request in an error, or even as its
 * answer, would otherwise bring the key into caches, journals and logs.
 */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined || key.length < shortest) return text
  return text.replace(new RegExp(Array.from(key, formsOf).join(''), 'gi'), '***')
}

function formsOf(char: string): string {
  const hex = char.charCodeAt(0).toString(16).padStart(4, '0')
  return `(?:\\\\?\\u${hex}|\\\\u${hex}|%${hex.slice(2)})`
}
