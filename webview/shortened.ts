/** Longer texts are cut on the page; the editor's own diff shows them in full. */
export const longest = 20_000

/** The start of a text, cut between characters, and the number of UTF-16 units left out. */
export function shortened(text: string, limit = longest): { readonly text: string; readonly left: number } {
  if (text.length <= limit) return { text, left: 0 }
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(limit - 1))
  const shown = text.slice(0, splitsPair ? limit - 1 : limit)
  return { text: shown, left: text.length - shown.length }
}
