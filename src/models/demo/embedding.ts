import { chance } from './chance.ts'

/** Length of the demo embedding's vectors. */
export const dimensions = 128

/**
 * Character trigrams and words hashed into a vector of length 1 (the hashing trick: Weinberger et al. 2009), so that
 * texts with common wording point in similar directions. An empty text gives the zero vector.
 */
export function embed(text: string): readonly number[] {
  const vector = new Array<number>(dimensions).fill(0)
  const normal = ` ${text.toLowerCase().replace(/\s+/g, ' ').trim()} `
  const grams = Array.from({ length: Math.max(0, normal.length - 2) }, (_, index) => normal.slice(index, index + 3))
  for (const gram of text.trim() === '' ? [] : [...grams, ...normal.trim().split(' ')]) {
    const place = Math.floor(chance('place', gram) * dimensions)
    vector[place] = (vector[place] ?? 0) + (chance('sign', gram) < 0.5 ? -1 : 1)
  }
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map(value => value / length)
}
