import { fnv1a, mixed } from '../../text/random.ts'

/** A number in [0, 1) that depends only on its arguments. `random` would create a whole stream for a single number. */
export function chance(...parts: readonly (string | number)[]): number {
  return (mixed(fnv1a(parts.join('\u0000'))) >>> 0) / 2 ** 32
}

/** A number with mean 0 and standard deviation 1, between -3 and 3: the sum of three uniform numbers, rescaled. */
export function bell(...parts: readonly (string | number)[]): number {
  return 2 * (chance('x', ...parts) + chance('y', ...parts) + chance('z', ...parts) - 1.5)
}

/** One of the items; undefined if there are none. */
export function pick<T>(items: readonly T[], roll: number): T | undefined {
  return items[Math.floor(roll * items.length)]
}

/** One of the items, with a probability proportional to its weight; undefined if no weight is above 0. */
export function pickWeighted<T>(items: readonly T[], weight: (item: T) => number, roll: number): T | undefined {
  const weights = items.map(item => Math.max(0, weight(item)))
  let left = roll * weights.reduce((sum, one) => sum + one, 0)
  return items.find((_, index) => {
    left -= weights[index] ?? 0
    return left < 0
  })
}
