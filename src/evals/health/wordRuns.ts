import { fnv1a, mixed } from '../../text/random.ts'
import { words } from '../../text/words.ts'

/**
 * The runs of three words of a text (w-shingling: Broder 1997, On the resemblance and containment of documents) as
 * hashes, each once, in ascending order: as many as a text has words take little room, and the first of them are a random
 * choice that is the same for every text (a bottom-k sketch, likewise).
 */
export function wordRuns(text: string): Uint32Array {
  const hashes = words(text.toLowerCase()).map(word => fnv1a(word))
  const runs = new Set<number>()
  for (let at = 0; at + 3 <= hashes.length; at++)
    runs.add(runOf(hashes[at] ?? 0, hashes[at + 1] ?? 0, hashes[at + 2] ?? 0))
  return Uint32Array.from(runs).sort()
}

/** The Jaccard index of two ascending lists, |A and B| / |A or B|, and the number of items in either. */
export function jaccard(a: Uint32Array, b: Uint32Array): { readonly index: number; readonly of: number } {
  let common = 0
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0]
    if (left === right) common++
    if (left <= right) i++
    if (right <= left) j++
  }
  const of = a.length + b.length - common
  return { index: of === 0 ? 0 : common / of, of }
}

const factor = 0x01000193

/** Mixed, so that the smallest are a random choice. Two bits fewer are kept as they are in memory. */
const runOf = (first: number, second: number, third: number): number =>
  mixed(Math.imul(Math.imul(first, factor) ^ second, factor) ^ third) >>> 2
