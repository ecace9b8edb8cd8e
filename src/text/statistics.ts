export type Interval = readonly [low: number, high: number]

/**
 * A difference is called real if its p-value is below this: the chance of seeing it, or a larger one, if there is none.
 * An exact interval leaves out half of it at each end, and so agrees with its test.
 */
export const significance = 0.05

/** The quantile of the standard normal distribution that leaves 2.5 % in each tail. */
export const z95 = 1.959963984540054

/**
 * The exact two-sided p-value of McNemar's test, 0 to 1 (McNemar 1947, with the binomial distribution): the chance of a
 * split at least this uneven, if the two prompts were equally good, between the cases that only one and only the other
 * passes:
 * p = min(1, 2 sum of C(n, k) / 2^n for k = 0 ... min(fixed, broken)), with n = fixed + broken.
 * Counts are whole numbers from 0; p is 1 if both are 0. Accurate to nine digits for sums up to 100,000.
 */
export function mcNemar(fixed: number, broken: number): number {
  const n = fixed + broken
  const fewer = Math.min(fixed, broken)
  // The sum starts at its largest term; each further term is the one before times k / (n - k + 1).
  let term = Math.exp(logChoose(n, fewer) - n * Math.LN2)
  let tail = 0
  for (let k = fewer; k >= 0 && term > tail * 1e-17; k--) {
    tail += term
    term *= k / (n - k + 1)
  }
  return Math.min(1, 2 * tail)
}

/**
 * Wilson's 95 % interval of a share `passed / n`, 0 to 1, for grades that are 0 or 1 (Wilson 1927). It keeps a width at
 * scores of 0 and 1. Without cases it is [0, 1].
 */
export const wilson = (passed: number, n: number): Interval => (n === 0 ? [0, 1] : wilsonAround(passed / n, n, z95))

/**
 * Wilson's interval of a share p, 0 to 1, observed on `n` cases (a fraction is allowed), at a normal quantile z:
 * (p + z^2 / 2n ± z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n).
 */
export function wilsonAround(share: number, n: number, quantile: number): Interval {
  const square = quantile * quantile
  const centre = share + square / (2 * n)
  const spread = quantile * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  const scale = 1 + square / n
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

/**
 * Newcombe's 95 % interval of the difference of two shares of the same cases, -1 to 1 (Newcombe 1998, paired data,
 * method 10). `gained` cases passed only the second time, `lost` only the first, `both` both times and `neither` not at
 * all. With d the difference, (l1, u1) and (l2, u2) the distances from each share to the ends of its Wilson interval,
 * and r the correlation corrected for continuity:
 * d - sqrt(l2^2 - 2 r l2 u1 + u1^2) to d + sqrt(u2^2 - 2 r u2 l1 + l1^2).
 * Unlike resampling it has a width even if no case changed. Without cases it is [-1, 1].
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
 * The 95 % interval of a difference of shares on `n` cases, -1 to 1, from the changed cases alone:
 * (2 p - 1) (gained + lost) / n
 * at both ends of the exact interval of p, the share of gains among the changes (Clopper and Pearson 1934). It contains
 * 0 exactly if `mcNemar` is not below `significance`.
 */
export function turned(gained: number, lost: number, n: number): Interval {
  const turns = gained + lost
  const ofAll = (share: number): number => ((2 * share - 1) * turns) / n
  return turns === 0 ? [0, 0] : [ofAll(leastShare(gained, turns)), ofAll(1 - leastShare(lost, turns))]
}

/** The lower Clopper-Pearson bound: the share at which `k` or more of `n` have a chance of 2.5 %; 0 if `k` is 0. */
function leastShare(k: number, n: number): number {
  if (k === 0) return 0
  let [low, high] = [0, k / n]
  // Each turn halves the interval, down to the precision of a number.
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2
    if (upperTail(k, n, middle) < significance / 2) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The chance of `k` or more successes in `n` trials of probability `p`, for `p` up to k / n, where the terms only fall.
 */
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
 * How many standard errors the mean of k paired differences is away from 0: mean / (s / sqrt(k)), with s their standard
 * deviation. It is 0 for fewer than two differences. If all are equal and not 0, it is infinite with the sign of the
 * mean, so a race must look at a few cases before it trusts it.
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
 * The quantile of the standard normal distribution for a probability 0 < p < 1; infinite at 0 and 1. Uses Acklam's
 * rational approximation, whose relative error is below 1.2e-9.
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

/** From this many degrees of freedom on, two terms of the expansion around the normal distribution give six digits. */
const nearlyNormal = 1000

/**
 * The quantile of Student's t at probability 0.975, for a whole number of degrees of freedom from 1 on: 12.706 for 1,
 * 2.776 for 4, near 1.960 for many. Inverts the distribution of Abramowitz and Stegun 26.7.3 and 26.7.4 by bisection;
 * for many degrees of freedom v it is z + (z^3 + z) / 4v (26.7.5).
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

/**
 * The chance that |t| is at most sqrt(freedom) tan(angle) (Abramowitz and Stegun 26.7.3 for odd degrees, 26.7.4 for
 * even).
 */
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

/** The coefficient of the highest power comes first (Horner's method). */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The logarithm of the number of ways to choose `k` of `n`. */
export const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/**
 * ln n!. From 32 on by Stirling's series (Abramowitz and Stegun 6.1.41),
 * n ln n - n + ln(2 pi n) / 2 + 1 / 12n - 1 / 360n^3 + 1 / 1260n^5,
 * whose relative error is below 1e-15 there; below 32 as a sum of logarithms.
 */
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
