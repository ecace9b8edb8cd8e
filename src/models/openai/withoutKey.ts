/** Shorter keys are fillers for local servers, such as `not-needed`, which an answer may contain as a word. */
const shortest = 16

/**
 * A text without the key, in the forms in which a reply or an address repeats it: as it is, escaped in JSON, and encoded
 * in a URL. A gateway that repeats a request in an error, or even as its answer, would otherwise bring the key into caches,
 * journals and logs.
 */
export function withoutKey(text: string, key: string | undefined): string {
  if (key === undefined || key.length < shortest) return text
  const escaped = JSON.stringify(key).slice(1, -1)
  const forms = new Set([key, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(key)])
  return [...forms].reduce((left, form) => left.replaceAll(form, '***'), text)
}
