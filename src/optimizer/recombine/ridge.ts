import type { Random } from '../../text/random.ts'

/** Values that were observed where these features are present, one at each of some levels. */
export interface Observed {
  readonly features: readonly number[]
  readonly values: ReadonlyMap<string, number>
}

/** Variances: of the effect of each feature and of a level, before anything is observed, and of the noise. */
export interface Variances {
  readonly features: readonly number[]
  readonly level: number
  readonly noise: number
}

/** What is known of the effects of the features. */
export interface Posterior {
  readonly mean: readonly number[]
  /** Effects as they may be: drawn from their common distribution. */
  draw(rng: Random): readonly number[]
}

/**
 * Bayesian linear regression, also called ridge regression: a value is the sum of the effects of its features and of its
 * level, plus normal noise, and all effects are independent with mean 0 before anything is observed. Their distribution
 * after it is normal; with A its precision and b the sums of the values, both divided by the noise, the mean is A^-1 b,
 * and a draw is mean + L'^-1 z, where A = LL' is the Cholesky decomposition and z is standard normal. The levels, of
 * which there may be many, are eliminated first (their part of A is diagonal), so that the time is cubic only in the
 * number of features.
 */
export function regress(rows: readonly Observed[], { features, level, noise }: Variances): Posterior {
  const size = features.length
  const precision = new Float64Array(size * size)
  const right = new Float64Array(size)
  const add = (one: number, other: number, value: number): void => {
    const at = Math.max(one, other) * size + Math.min(one, other)
    precision[at] = (precision[at] ?? 0) + value
  }
  for (const [index, variance] of features.entries()) add(index, index, 1 / variance)
  const levels = new Map<string, { count: number; sum: number; readonly shares: Map<number, number> }>()
  for (const row of rows) {
    let total = 0
    for (const [name, value] of row.values) {
      const found = levels.get(name) ?? { count: 0, sum: 0, shares: new Map<number, number>() }
      levels.set(name, found)
      found.count += 1
      found.sum += value
      for (const feature of row.features) found.shares.set(feature, (found.shares.get(feature) ?? 0) + 1)
      total += value
    }
    for (const [at, one] of row.features.entries()) {
      right[one] = (right[one] ?? 0) + total / noise
      for (const other of row.features.slice(0, at + 1)) add(one, other, row.values.size / noise)
    }
  }
  for (const { count, sum, shares } of levels.values()) {
    const scale = 1 / (noise * (count + noise / level))
    const present = [...shares]
    present.forEach(([one, times], at) => {
      right[one] = (right[one] ?? 0) - scale * times * sum
      for (const [other, more] of present.slice(0, at + 1)) add(one, other, -scale * times * more)
    })
  }
  decompose(precision, size)
  const mean = backward(precision, forward(precision, right))
  return {
    mean: [...mean],
    draw: rng => {
      const away = backward(
        precision,
        mean.map(() => normal(rng)),
      )
      return Array.from(mean, (value, index) => value + (away[index] ?? 0))
    },
  }
}

/** Replaces the lower triangle of a positive definite matrix, which stands row by row, by its Cholesky factor. */
function decompose(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? 0
      for (let k = 0; k < column; k++) sum -= (matrix[row * size + k] ?? 0) * (matrix[column * size + k] ?? 0)
      matrix[row * size + column] = row === column ? Math.sqrt(sum) : sum / (matrix[column * size + column] ?? 1)
    }
}

/** Solves Lx = b. */
function forward(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  const solved = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    let sum = solved[row] ?? 0
    for (let column = 0; column < row; column++) sum -= (lower[row * size + column] ?? 0) * (solved[column] ?? 0)
    solved[row] = sum / (lower[row * size + row] ?? 1)
  }
  return solved
}

/** Solves L'x = b. */
function backward(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  const solved = Float64Array.from(right)
  for (let row = size - 1; row >= 0; row--) {
    let sum = solved[row] ?? 0
    for (let below = row + 1; below < size; below++) sum -= (lower[below * size + row] ?? 0) * (solved[below] ?? 0)
    solved[row] = sum / (lower[row * size + row] ?? 1)
  }
  return solved
}

/** A standard normal number (Box and Muller 1958). */
const normal = (rng: Random): number => Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng())
