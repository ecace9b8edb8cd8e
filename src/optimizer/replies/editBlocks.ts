/** Changes to a long text, as blocks of a text to look for and its replacement. */
const block = /^<{5,} ?SEARCH[^\n]*\n([\s\S]*?)\n?^={5,}[ \t]*\n([\s\S]*?)\n?^>{5,} ?REPLACE[^\n]*$/gm

export const holdsBlocks = (reply: string): boolean => /^<{5,} ?SEARCH/m.test(reply)

/**
 * The text with every change made; undefined if one cannot be, because the text that it looks for is missing or occurs
 * more than once. Spaces at line ends do not count.
 */
export function applyBlocks(text: string, reply: string): string | undefined {
  const changes = Array.from(reply.matchAll(block), ([, search = '', replacement = '']) => ({ search, replacement }))
  if (changes.length === 0) return undefined
  let lines = text.split('\n')
  for (const { search, replacement } of changes) {
    const sought = search.split('\n').map(line => line.trimEnd())
    const places = lines.flatMap((_, at) => (sought.every((line, i) => lines[at + i]?.trimEnd() === line) ? [at] : []))
    const [place] = places
    if (search.trim() === '' || place === undefined || places.length > 1) return undefined
    lines = lines.toSpliced(place, sought.length, ...(replacement === '' ? [] : replacement.split('\n')))
  }
  return lines.join('\n')
}
