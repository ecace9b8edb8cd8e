export type Interval = readonly [low: number, high: number]

/** Quantile of the normal distribution that leaves 2.5 % on either side. */
export const z95 = 1.959963984540054

/**
 * The exact two-sided p-value of McNemar's test, 0 to 1: how likely so uneven a split between the cases that only one
 * and only the other prompt passes would be if both were equally good. Counts are whole numbers from 0; 1 where both are
 * 0. Accurate to nine digits for sums up to 100,000.
 */
export function mcNemar(fixed: number, broken: number): number {
  const n = fixed + broken
  const fewer = Math.min(fixed, broken)
  // The tail is summed from its largest term on: each term is the one before times k / (n - k + 1).
  let term = Math.exp(logChoose(n, fewer) - n * Math.LN2)
  let tail = 0
  for (let k = fewer; k >= 0 && term > tail * 1e-17; k--) {
    tail += term
    term *= k / (n - k + 1)
  }
  return Math.min(1, 2 * tail)
}

/**
 * Wilson's 95 % interval of a share, for grades that are 0 or 1: passed of n, 0 to 1. It is honest about a score of 0 or
 * 1. Without cases it is [0, 1].
 */
export const wilson = (passed: number, n: number): Interval => (n === 0 ? [0, 1] : wilsonAround(passed / n, n, z95))

/** Wilson's interval of a share, 0 to 1, as if it were seen on `n` cases, not always a whole number, at a quantile of its error. */
export function wilsonAround(share: number, n: number, quantile: number): Interval {
  const square = quantile * quantile
  const centre = share + square / (2 * n)
  const spread = quantile * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  const scale = 1 + square / n
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

/**
 * Newcombe's 95 % interval of the difference of two shares of the same cases, -1 to 1: `gained` passed only the second
 * time, `lost` only the first, `both` and `neither` speak for themselves (Newcombe 1998, method 10, from two Wilson
 * intervals and the correlation). Like them it has a width where no case turned, which resampling does not see. Without
 * cases it is [-1, 1].
 */
export function newcombe(both: number, gained: number, lost: number, neither: number): Interval {
  const n = both + gained + lost + neither
  if (n === 0) return [-1, 1]
  const [first, second] = [both + lost, both + gained]
  const [lowFirst, highFirst] = wilson(first, n)
  const [lowSecond, highSecond] = wilson(second, n)
  const product = both * neither - gained * lost
  const margins = Math.sqrt(first * (n - first) * second * (n - second))
  const correlation = margins === 0 ? 0 : (product > 0 ? Math.max(0, product - n / 2) : product) / margins
  const difference = (gained - lost) / n
  const spread = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b))
  return [
    Math.max(-1, difference - spread(second / n - lowSecond, highFirst - first / n)),
    Math.min(1, difference + spread(highSecond - second / n, first / n - lowFirst)),
  ]
}

/**
 * The 95 % interval of a difference of shares that the turned cases alone allow, -1 to 1, of `n` cases: how the turns
 * would fall out by the exact test (Clopper and Pearson 1934). It holds 0 just where `mcNemar` is 0.05 or more.
 */
export function turned(gained: number, lost: number, n: number): Interval {
  const turns = gained + lost
  const ofAll = (share: number): number => ((2 * share - 1) * turns) / n
  return turns === 0 ? [0, 0] : [ofAll(leastShare(gained, turns)), ofAll(1 - leastShare(lost, turns))]
}

/** The share below which `k` or more of `n` would come in less than 2.5 % of all cases; 0 for none. */
function leastShare(k: number, n: number): number {
  if (k === 0) return 0
  let [low, high] = [0, k / n]
  // Each turn halves what is left, down to what a number can hold.
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2
    if (upperTail(k, n, middle) < 0.025) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** How likely `k` or more of `n` are at a chance of `p` each, for `p` up to k / n, where the terms only fall. */
function upperTail(k: number, n: number, p: number): number {
  let term = Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p))
  let tail = 0
  for (let i = k; i <= n && term > tail * 1e-17; i++) {
    tail += term
    term *= ((n - i) / (i + 1)) * (p / (1 - p))
  }
  return tail
}

/**
 * How many standard errors the mean difference lies from 0. It is 0 for fewer than two differences, and infinite with
 * the sign of the mean where all are equal and not 0, so a race that trusts it looks at a few cases first.
 */
export function pairedZ(differences: readonly number[]): number {
  const k = differences.length
  if (k < 2) return 0
  const mean = sum(differences) / k
  if (mean === 0) return 0
  const variance = sum(differences.map(value => (value - mean) ** 2)) / (k - 1)
  return mean / Math.sqrt(variance / k)
}

/**
 * The value that a standard normal variable stays below with probability p, for 0 < p < 1; infinite at the ends.
 * Acklam's rational approximation, whose relative error is below 1.2e-9.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('A probability lies between 0 and 1.')
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return polynomial(tailOver, q) / (polynomial(tailUnder, q) * q + 1)
  }
  const q = p - 0.5
  return (polynomial(middleOver, q * q) * q) / (polynomial(middleUnder, q * q) * q * q + 1)
}

/** From so many degrees of freedom on, two terms of the expansion about the normal distribution give six digits. */
const nearlyNormal = 1000

/**
 * The value that Student's t stays below with probability 0.975, for a whole number of degrees of freedom from 1 on:
 * 12.706 for 1, 2.776 for 4, near 1.960 for many (Abramowitz and Stegun 26.7.3, 26.7.4 and 26.7.5).
 */
export function studentQuantile(freedom: number): number {
  if (freedom >= nearlyNormal) return z95 + (z95 ** 3 + z95) / (4 * freedom)
  let [low, high] = [0, Math.PI / 2]
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2
    if (withinAngle(middle, freedom) < 0.95) low = middle
    else high = middle
  }
  return Math.sqrt(freedom) * Math.tan(low)
}

/** How likely t lies within plus and minus the root of the degrees of freedom times the tangent of an angle. */
function withinAngle(angle: number, freedom: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const isOdd = freedom % 2 === 1
  let term = isOdd ? cosine : 1
  let series = 0
  for (let power = isOdd ? 1 : 0; power <= freedom - 2; power += 2) {
    series += term
    term *= ((power + 1) / (power + 2)) * cosine * cosine
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * series) : sine * series
}

const middleOver = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
]
const middleUnder = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
]
const tailOver = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
]
const tailUnder = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416]

/** The highest power's coefficient stands first. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The logarithm of the number of ways to choose `k` of `n`. */
export const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** Stirling's series from 32 on, where its error is below 1e-15 relative; the sum of the logarithms before. */
function logFactorial(n: number): number {
  if (n < 32) {
    let log = 0
    for (let factor = 2; factor <= n; factor++) log += Math.log(factor)
    return log
  }
  const inverse = 1 / n
  const correction = inverse * (1 / 12 - inverse ** 2 * (1 / 360 - inverse ** 2 / 1260))
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + correction
}
