import { clamp01, type ShownAttempt, type Solver } from '../proposing/exercise.ts'

/** "Sort the following words alphabetically: List: pear fig apple" */
export const solveSorting: Solver = text => {
  if (!/\b(sort|alphabet|order)/i.test(text)) return undefined
  const match = [
    ...text.matchAll(
      /(?:\b(?:List|Words)\s*:|\b(?:alphabetically|alphabetical order|words)\s*:)[ \t]*\n?[ \t]*((?!\s*(?:List|Words)\b)[^\n:]+)/gi,
    ),
  ].at(-1)
  const list = match?.[1]?.trim()
  if (match === undefined || list === undefined) return undefined
  const words = list
    .replace(/[.]$/, '')
    .split(/[\s,;]+/)
    .filter(word => word !== '')
  if (words.length < 2) return undefined
  const sorted = words.toSorted(byCode)
  const start = match.index + match[0].length - (match[1] ?? '').length
  return {
    kind: 'sorting',
    span: [start, match.index + match[0].length],
    solution: write(sorted),
    slips: slipsOf(sorted),
    difficulty: clamp01((words.length - 2) / 16) * 0.7 + clamp01(likeness(sorted) / 3) * 0.3,
    sentence: answer => `Here are the words in order: ${answer}`,
  }
}

const byCode = (a: string, b: string): number =>
  a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0

function write(words: readonly string[]): ShownAttempt {
  const letters = [...new Set(words.map(word => word.charAt(0).toLowerCase()))]
  const groups = letters.map(
    letter => `${letter}: ${words.filter(word => word.toLowerCase().startsWith(letter)).join(', ')}`,
  )
  return { answer: words.join(' '), working: groups }
}

/** The longest common prefix of two neighbours, in letters. */
function likeness(sorted: readonly string[]): number {
  return Math.max(...sorted.slice(1).map((word, index) => shared(sorted[index] ?? '', word)))
}

function shared(a: string, b: string): number {
  let count = 0
  while (count < a.length && a[count] === b[count]) count++
  return count
}

/** Two neighbours swapped, the most similar pairs first, or one word of a long list missing. */
function slipsOf(sorted: readonly string[]): readonly ShownAttempt[] {
  const pairs = sorted.slice(1).map((word, index) => ({ index, alike: shared(sorted[index] ?? '', word) }))
  const swaps = pairs
    .toSorted((a, b) => b.alike - a.alike)
    .slice(0, 3)
    .map(({ index }) => write(sorted.toSpliced(index, 2, ...sorted.slice(index, index + 2).reverse())))
    .filter(({ answer }) => answer !== sorted.join(' '))
  const forgotten = sorted.length > 4 ? [write(sorted.toSpliced(Math.floor(sorted.length / 2), 1))] : []
  return [...swaps, ...forgotten, write(sorted.slice(0, -1))]
}
