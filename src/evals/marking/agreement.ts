import type { Random } from '../../text/random.ts'
import type { Interval } from '../../text/statistics.ts'

/** How often two raters said yes or no about the same things; whole numbers from 0. */
export interface Agreement {
  readonly bothYes: number
  /** Only the first said yes. */
  readonly onlyFirst: number
  readonly onlySecond: number
  readonly bothNo: number
}

/**
 * Cohen's kappa (Cohen 1960): (p - e) / (1 - e), where p is the share on which both agree and e the share on which they
 * would agree by chance, each with their own share of yes. It is 1 for full agreement, 0 for chance, at least -1.
 * Undefined without ratings, and if both always say the same one word, since chance alone explains that.
 */
export function cohensKappa({ bothYes, onlyFirst, onlySecond, bothNo }: Agreement): number | undefined {
  const n = bothYes + onlyFirst + onlySecond + bothNo
  const first = (bothYes + onlyFirst) / n
  const second = (bothYes + onlySecond) / n
  const chance = first * second + (1 - first) * (1 - second)
  return n === 0 || 1 - chance < 1e-12 ? undefined : ((bothYes + bothNo) / n - chance) / (1 - chance)
}

/** How many tables are drawn: enough for the second decimal of a bound. */
const draws = 2000

/**
 * A 95 % interval of Cohen's kappa, -1 to 1: the middle of kappa over tables drawn from what is known about the four
 * shares after these ratings (a Dirichlet distribution with half a rating added to each cell, Jeffreys' prior). Unlike
 * the interval from the standard error it has a width even where all ratings agree.
 */
export function kappaInterval(table: Agreement, rng: Random): Interval {
  const values = Float64Array.from({ length: draws }, () => {
    const bothYes = gamma(table.bothYes, rng)
    const onlyFirst = gamma(table.onlyFirst, rng)
    const onlySecond = gamma(table.onlySecond, rng)
    return cohensKappa({ bothYes, onlyFirst, onlySecond, bothNo: gamma(table.bothNo, rng) }) ?? 0
  }).sort()
  return [values[Math.floor(0.025 * draws)] ?? -1, values[Math.ceil(0.975 * draws) - 1] ?? 1]
}

/** A draw from the gamma distribution of shape `count` + 1/2: half a squared normal, and `count` exponentials. */
function gamma(count: number, rng: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng())
  let sum = (normal * normal) / 2
  for (let left = count; left > 0; left--) sum -= Math.log(1 - rng())
  return sum
}
