/**
 * How similar two texts are, 0 to 1: the cosine of their counts of character trigrams, ignoring case (n-gram vectors:
 * Damashek 1995, here without his centering). It replaces embeddings if there is no embedding model.
 */
export function ngramSimilarity(a: string, b: string): number {
  const left = trigrams(a)
  const right = trigrams(b)
  let dot = 0
  for (const [gram, count] of left) dot += count * (right.get(gram) ?? 0)
  return ratio(dot, norm(left.values()), norm(right.values()))
}

/**
 * The cosine of the angle between two vectors of the same dimension, a.b / (|a| |b|), -1 to 1; 0 if either is a zero
 * vector.
 */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0
  for (const [index, value] of a.entries()) dot += value * (b[index] ?? 0)
  return ratio(dot, norm(a), norm(b))
}

/** Spaces around the text let its first and last letters count as much as the others. */
function trigrams(text: string): Map<string, number> {
  const characters = Array.from(` ${text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()} `)
  const counts = new Map<string, number>()
  for (let start = 0; start + 3 <= characters.length; start++) {
    const gram = characters.slice(start, start + 3).join('')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

function norm(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value * value
  return Math.sqrt(sum)
}

const ratio = (dot: number, left: number, right: number): number =>
  left === 0 || right === 0 ? 0 : Math.max(-1, Math.min(1, dot / (left * right)))
