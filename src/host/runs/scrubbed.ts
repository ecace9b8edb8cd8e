/** Shorter texts occur in too many words to be removed as secrets. */
const shortestSecret = 6

/** A text without the user's secrets and without the name of their home. */
export function scrubbed(text: string, secrets: readonly string[], home: string): string {
  const known = secrets.filter(secret => secret.length >= shortestSecret).toSorted((a, b) => b.length - a.length)
  const without = known.reduce((left, secret) => left.replaceAll(secret, '***'), text)
  // Anything that looks like a key is removed, wherever it came from: an echoed header, or an address.
  const masked = without
    .replace(/\b(bearer\s+|api[-_]?key["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi, '$1***')
    .replace(/\bsk-[\w-]{6,}/g, '***')
    .replace(/(https?:\/\/)[^\s/@]+@/g, '$1***@')
  return home.length > 1 ? masked.replaceAll(home, '~') : masked
}
