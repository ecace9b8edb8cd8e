import { logChoose, mcNemar, normalQuantile, significance, studentQuantile, z95 } from '../../text/statistics.ts'
import { leastTested } from '../preparing/leastTested.ts'

/** The power that an eval set must have for a difference to count as visible: the chance of seeing it if it exists. */
const wantedPower = 0.8

/** The cases that change from one prompt to another, as shares of all cases, 0 to 1. */
export interface TurnShares {
  /** Fail before, pass after. */
  readonly gained: number
  /** Pass before, fail after. */
  readonly lost: number
}

/**
 * The power, 0 to 1, of the exact McNemar test on `n` cases for a prompt that gains and loses these shares of them: the
 * sum over all numbers of changed cases, binomially distributed, of the chance that the test rejects with so many
 * changes. Takes milliseconds for a few hundred cases.
 */
export function chanceToSee(n: number, { gained, lost }: TurnShares): number {
  const turning = Math.min(1, gained + lost)
  const share = turning === 0 ? 0 : gained / (gained + lost)
  // Beyond six standard deviations the probability is negligible.
  const spread = 6 * Math.sqrt(n * turning * (1 - turning)) + 1
  const [from, to] = [Math.max(0, Math.floor(n * turning - spread)), Math.min(n, Math.ceil(n * turning + spread))]
  let chance = 0
  let losses = 0
  for (let turns = from; turns <= to; turns++) {
    while (mcNemar(turns - losses, losses) < significance && 2 * losses < turns) losses++
    while (losses > 0 && mcNemar(turns - losses + 1, losses - 1) >= significance) losses--
    // `losses` is now the smallest number of losses that is no longer significant.
    let seen = 0
    for (let loss = 0; loss < losses; loss++) seen += chanceOf(loss, turns, 1 - share)
    chance += chanceOf(turns, n, turning) * seen
  }
  return Math.min(1, chance)
}

/** The binomial probability of `k` of `n` at a probability `p` each: C(n, k) p^k (1 - p)^(n - k). */
function chanceOf(k: number, n: number, p: number): number {
  if (p <= 0 || p >= 1) return k === (p <= 0 ? 0 : n) ? 1 : 0
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** The share of the cases that get worse while others improve, assumed until something is measured. */
const usualLoss = 0.05

/** From this many cases on, the normal approximation is as good as the exact count. */
const fewestForApproximation = 400

/**
 * The smallest gain, 0 to 1, that `n` cases graded pass or fail show in four runs of five, if `lost` is the share of
 * cases that get worse at the same time; undefined if they cannot show any.
 */
export function smallestGain(n: number, lost: number = usualLoss): number | undefined {
  const sees = (gain: number): boolean =>
    n < fewestForApproximation
      ? chanceToSee(n, { gained: gain + lost, lost }) >= wantedPower
      : connorCases({ gained: gain + lost, lost }) <= n
  const most = 1 - 2 * lost
  if (most <= 0 || !sees(most)) return undefined
  return lowest(0, most, sees)
}

/**
 * The same for gradual grades, from the standard deviation s of the differences of the grades: (t + z) s / sqrt(n),
 * with t Student's quantile at 0.975 and z the normal quantile of the power.
 */
export function smallestGradedGain(n: number, deviation: number): number | undefined {
  if (n < fewestGraded) return undefined
  const gain = ((studentQuantile(n - 1) + normalQuantile(wantedPower)) * deviation) / Math.sqrt(n)
  return gain < 1 ? gain : undefined
}

/** With fewer cases no difference is significant: they all have the same sign by chance too often. */
const fewestGraded = 6

/**
 * How many cases graded pass or fail show this change in four runs of five; undefined if more than a hundred thousand.
 */
export function casesToSee(turns: TurnShares): number | undefined {
  if (turns.gained <= turns.lost) return undefined
  const needed = Math.ceil(connorCases(turns))
  return needed > mostCases ? undefined : needed
}

/** A prompt was chosen for its gain on these cases, so on others only about this share of the gain is expected. */
const lastingShare = 0.8

/**
 * How many of the test cases a verdict needs to show a gain, 0 to 1, like the one on the validation split, if grades are
 * pass or fail; at least `leastTested`. It is only that many without a gain, and if the gain is too small for all of them
 * to show: requests are then better spent on the search.
 */
export function testsNeeded(cases: number, gain: number): number {
  const least = leastTested(cases)
  if (gain <= 0) return least
  const needed = casesToSee({ gained: Math.min(1 - usualLoss, lastingShare * gain + usualLoss), lost: usualLoss })
  if (needed === undefined || needed > hopelessFactor * cases) return least
  return Math.min(cases, Math.max(least, needed))
}

/** With half the cases that show a gain in four runs of five, about every second run shows it; fewer are not worth trying. */
const hopelessFactor = 2

/**
 * The number of cases for McNemar's test (Connor 1987), with gain d = gained - lost and turning share s = gained +
 * lost:
 * m = ((z1 sqrt(s) + z2 sqrt(s - d^2)) / d)^2,
 * where z1 is the normal quantile at 0.975 and z2 that of the power; then corrected for continuity, because the exact
 * test needs more cases:
 * m / 4 (1 + sqrt(1 + 4 / (m d)))^2.
 */
function connorCases({ gained, lost }: TurnShares): number {
  const [gain, turning] = [gained - lost, gained + lost]
  const roots = z95 * Math.sqrt(turning) + normalQuantile(wantedPower) * Math.sqrt(Math.max(0, turning - gain * gain))
  const plain = (roots / gain) ** 2
  return (plain / 4) * (1 + Math.sqrt(1 + 4 / (plain * gain))) ** 2
}

/**
 * The same for gradual grades, from the mean d and the standard deviation s of the differences: ((z1 + z2) s / d)^2.
 */
export function gradedCasesToSee(difference: number, deviation: number): number | undefined {
  if (difference <= 0) return undefined
  const needed = Math.ceil((((z95 + normalQuantile(wantedPower)) * deviation) / difference) ** 2)
  return needed > mostCases ? undefined : Math.max(fewestGraded, needed)
}

const mostCases = 100_000

/** The lowest value in a range for which a monotonic condition holds, to three digits, by bisection. */
function lowest(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to]
  for (let turn = 0; turn < 12; turn++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
