import type { Random } from '../../text/random.ts'
import { type Interval, wilson } from '../../text/statistics.ts'

/**
 * What one query adds to a share: a number of hits and a number of trials. The runs of a query are one cluster, and
 * never count as several queries.
 */
export interface ClusterPart {
  readonly of: number
  readonly has: number
}

/** A share with its 95 % interval, both 0 to 1; null without trials. */
export interface Share {
  readonly value: number
  readonly interval: Interval
}

/** Number of bootstrap resamples. */
const resamples = 2000

/**
 * The share of all parts together. If each query is all or nothing, the interval is Wilson's over queries (Wilson
 * 1927); if runs of a query disagree, it comes from the cluster bootstrap, which resamples whole queries (Field and
 * Welsh 2007).
 */
export function shareOf(parts: readonly ClusterPart[], rng: Random): Share | null {
  const counting = parts.filter(({ of }) => of > 0)
  const value = ratio(counting)
  if (value === undefined) return null
  const n = counting.length
  if (counting.every(({ of, has }) => has === 0 || has === of)) return { value, interval: wilson(value * n, n) }
  const drawn = Array.from({ length: resamples }, () =>
    ratio(counting.map(() => counting[Math.floor(rng() * n)] ?? { of: 0, has: 0 })),
  )
    .filter(share => share !== undefined)
    .sort((a, b) => a - b)
  const at = (p: number): number => drawn[Math.round(p * (drawn.length - 1))] ?? value
  return { value, interval: [at(0.025), at(0.975)] }
}

function ratio(parts: readonly ClusterPart[]): number | undefined {
  let [has, of] = [0, 0]
  for (const part of parts) {
    has += part.has
    of += part.of
  }
  return of === 0 ? undefined : has / of
}

/**
 * The mean of differences, one per query, -1 to 1, with its 95 % interval; null without any. If no query changed, the
 * interval is as wide as if one query might have.
 */
export function pairedShare(differences: readonly number[], rng: Random): Share | null {
  const n = differences.length
  if (n === 0) return null
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n
  if (differences.every(value => value === differences[0] && Math.abs(value) !== 1)) {
    const value = mean(differences)
    return { value, interval: [Math.max(-1, value - 1 / n), Math.min(1, value + 1 / n)] }
  }
  const drawn = Array.from({ length: resamples }, () =>
    mean(differences.map(() => differences[Math.floor(rng() * n)] ?? 0)),
  ).sort((a, b) => a - b)
  const at = (p: number): number => drawn[Math.round(p * (drawn.length - 1))] ?? 0
  return { value: mean(differences), interval: [at(0.025), at(0.975)] }
}
