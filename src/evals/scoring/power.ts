import { logChoose, mcNemar, normalQuantile, studentQuantile, z95 } from '../../text/statistics.ts'

/** The chance of seeing a difference that is there, at which an eval set counts as large enough for it. */
const wanted = 0.8

/** What turns from one prompt to another, as shares of all cases, 0 to 1. */
export interface TurnShares {
  readonly gained: number
  readonly lost: number
}

/**
 * The chance, 0 to 1, that the exact test on `n` cases calls a prompt better that gains and loses these shares of them. It
 * takes milliseconds up to a few hundred cases.
 */
export function chanceToSee(n: number, { gained, lost }: TurnShares): number {
  const turning = Math.min(1, gained + lost)
  const share = turning === 0 ? 0 : gained / (gained + lost)
  const spread = 6 * Math.sqrt(n * turning * (1 - turning)) + 1
  const [from, to] = [Math.max(0, Math.floor(n * turning - spread)), Math.min(n, Math.ceil(n * turning + spread))]
  let chance = 0
  let losses = 0
  for (let turns = from; turns <= to; turns++) {
    while (mcNemar(turns - losses, losses) < 0.05 && 2 * losses < turns) losses++
    while (losses > 0 && mcNemar(turns - losses + 1, losses - 1) >= 0.05) losses--
    // So many losses are one too many.
    let seen = 0
    for (let loss = 0; loss < losses; loss++) seen += chanceOf(loss, turns, 1 - share)
    chance += chanceOf(turns, n, turning) * seen
  }
  return Math.min(1, chance)
}

/** How likely `k` of `n` are at a chance of `p` each. */
function chanceOf(k: number, n: number, p: number): number {
  if (p <= 0 || p >= 1) return k === (p <= 0 ? 0 : n) ? 1 : 0
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** Share of the cases that turn for the worse while others turn for the better, where nothing is measured yet. */
const usualLoss = 0.05

/** From so many cases on, the normal distribution is as good as counting. */
const many = 400

/**
 * The smallest gain, 0 to 1, that `n` cases graded pass or fail show in four runs of five, where that share of the cases
 * turns for the worse at the same time; undefined where they cannot show any.
 */
export function smallestGain(n: number, lost: number = usualLoss): number | undefined {
  const sees = (gain: number): boolean =>
    n < many ? chanceToSee(n, { gained: gain + lost, lost }) >= wanted : casesNeeded({ gained: gain + lost, lost }) <= n
  const most = 1 - 2 * lost
  if (most <= 0 || !sees(most)) return undefined
  return lowest(0, most, sees)
}

/** The same for grades by degrees, from the standard deviation of the differences of the grades. */
export function smallestGradedGain(n: number, deviation: number): number | undefined {
  if (n < fewestGraded) return undefined
  const gain = ((studentQuantile(n - 1) + normalQuantile(wanted)) * deviation) / Math.sqrt(n)
  return gain < 1 ? gain : undefined
}

/** With fewer, no difference is beyond chance, since all may have one sign by chance. */
const fewestGraded = 6

/** How many cases, graded pass or fail, would show this in four runs of five; undefined where a hundred thousand would not. */
export function casesToSee(turns: TurnShares): number | undefined {
  if (turns.gained <= turns.lost) return undefined
  const needed = Math.ceil(casesNeeded(turns))
  return needed > mostCases ? undefined : needed
}

/** Connor's number (1987) with the correction for continuity, which the exact test costs. */
function casesNeeded({ gained, lost }: TurnShares): number {
  const [gain, turning] = [gained - lost, gained + lost]
  const roots = z95 * Math.sqrt(turning) + normalQuantile(wanted) * Math.sqrt(Math.max(0, turning - gain * gain))
  const plain = (roots / gain) ** 2
  return (plain / 4) * (1 + Math.sqrt(1 + 4 / (plain * gain))) ** 2
}

/** The same for grades by degrees: the mean of the differences and their standard deviation. */
export function gradedCasesToSee(difference: number, deviation: number): number | undefined {
  if (difference <= 0) return undefined
  const needed = Math.ceil((((z95 + normalQuantile(wanted)) * deviation) / difference) ** 2)
  return needed > mostCases ? undefined : Math.max(fewestGraded, needed)
}

const mostCases = 100_000

/** The lowest value between two for which something holds that holds for all above it, to three digits. */
function lowest(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to]
  for (let turn = 0; turn < 12; turn++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
