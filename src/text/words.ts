const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * The words of a text, in order. Unicode decides what a word is, so languages written without spaces work too. Numbers
 * are words; punctuation and spaces are not.
 */
export function words(text: string): string[] {
  const found: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) found.push(segment)
  return found
}

/** The words and the pieces between them; joined they give the text. */
export const pieces = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

export const countWords = (text: string): number => words(text).length

/**
 * How many words must be replaced, added or removed to turn one text into the other: the Levenshtein distance over
 * words (Wagner and Fischer 1974), d(i, j) = min(d(i-1, j) + 1, d(i, j-1) + 1, d(i-1, j-1) + [words differ]). Case
 * matters. Takes time proportional to the product of the lengths of the parts that differ, and memory proportional to
 * one of them.
 */
export function wordsChanged(from: string, to: string): number {
  const [left, right] = withoutCommonEnds(words(from), words(to))
  const numbers = new Map<string, number>()
  const numbered = (text: readonly string[]): Int32Array =>
    Int32Array.from(text, word => {
      const number = numbers.get(word) ?? numbers.size
      numbers.set(word, number)
      return number
    })
  return editDistance(numbered(left), numbered(right))
}

/** Comparing numbers instead of words, and reusing rows, makes long prompts ten times as fast. */
function editDistance(left: Int32Array, right: Int32Array): number {
  let row = Int32Array.from({ length: right.length + 1 }, (_, index) => index)
  let next = new Int32Array(right.length + 1)
  for (const [i, word] of left.entries()) {
    next[0] = i + 1
    for (let j = 0; j < right.length; j++) {
      const diagonal = row[j] ?? 0
      const nearest = Math.min(diagonal, row[j + 1] ?? 0, next[j] ?? 0)
      next[j + 1] = word === right[j] ? diagonal : 1 + nearest
    }
    ;[row, next] = [next, row]
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

/** A text as a pattern that finds it. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Finds a name where it stands as a whole word. */
export const wholeWord = (name: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}_])${literally(name)}(?![\p{L}\p{N}_])`, 'u')
