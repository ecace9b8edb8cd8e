import { type Conclusion, sentences } from './conclusion.ts'

/** The words of a list in lower case, however they are separated, numbered or quoted. */
export function listed(text: string): string[] {
  return text
    .replace(/(?<!\S)(?:[-*]\s|\u2022|(?:\d+[.)]|\([a-z\d]\))\s)/g, ' ')
    .split(/(?:[\s,;|<>\u2192]|->)+/)
    .map(word => word.toLowerCase().replace(/^["'([]+|(?<!["'.)\]:!?])["'.)\]:!?]+$/g, ''))
    .filter(word => word !== '')
}

/**
 * Whether the reply's list equals the expected one, in order. The reply's list is the last line, or block of lines with
 * one word each, that contains exactly these words in any order; so a repetition of the question does not count as the
 * answer.
 */
export function listsWords({ whole, final }: Conclusion, expected: string): boolean {
  const wanted = listed(expected)
  const attempts = [...(final === undefined ? [] : [final]), whole].map(text => lastList(text, wanted))
  return attempts.find(attempt => attempt !== undefined)?.join('\n') === wanted.join('\n')
}

function lastList(text: string, wanted: readonly string[]): string[] | undefined {
  const key = [...wanted].sort().join('\n')
  const isList = (words: readonly string[]) => [...words].sort().join('\n') === key
  const read = (part: string) => listed(part).filter(word => word !== 'and' || wanted.includes('and'))
  const lines = text.split(/\r\n|\n|\r/).filter(line => line.trim() !== '')
  for (let end = lines.length; end > 0; end--) {
    const line = lines[end - 1] ?? ''
    const block = lines.slice(Math.max(0, end - wanted.length), end)
    const tries = [line, ...sentences(line).reverse().flatMap(told), ...(block.length > 1 ? [block.join('\n')] : [])]
    const found = tries.map(read).find(isList)
    if (found) return found
  }
  const all = read(text)
  return isList(all) ? all : undefined
}

/** A sentence, the part after its last colon, and what "The sorted list is" announces. */
const told = (sentence: string): string[] => [
  sentence,
  sentence.slice(sentence.lastIndexOf(':') + 1),
  sentence.replace(/^.*?\b(?:is|are)\s/i, ''),
]
