const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * The words of a text, in order. Unicode decides what a word is, so languages written without spaces count as well;
 * numbers are words, punctuation and spaces are not.
 */
export function words(text: string): string[] {
  const found: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) found.push(segment)
  return found
}

/** Every piece of the text, words and what stands between them; joined they give the text. */
export const pieces = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

export const countWords = (text: string): number => words(text).length

/**
 * How many words must be replaced, added or removed to turn one text into the other: the edit distance over words, where
 * a replacement counts 1 and case matters. Takes time in proportion to the product of the lengths of what differs, and
 * memory to one of them.
 */
export function wordsChanged(from: string, to: string): number {
  const [left, right] = withoutCommonEnds(words(from), words(to))
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [i, word] of left.entries()) {
    const next = [i + 1]
    let diagonal = i
    let before = i + 1
    for (const [j, other] of right.entries()) {
      const above = row[j + 1] ?? 0
      before = word === other ? diagonal : 1 + Math.min(diagonal, above, before)
      next.push(before)
      diagonal = above
    }
    row = next
  }
  return row[right.length] ?? 0
}

function withoutCommonEnds(from: readonly string[], to: readonly string[]): [readonly string[], readonly string[]] {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start++
  let end = 0
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++
  return [from.slice(start, from.length - end), to.slice(start, to.length - end)]
}
