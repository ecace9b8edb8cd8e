import type { Outcome } from '../../problem/outcome.ts'
import { success } from '../../problem/outcome.ts'
import { normalQuantile, pairedZ } from '../../text/statistics.ts'
import type { Case, CaseResult } from '../evalSet.ts'
import { pairedDifferences, pairedGrades, type Trial } from './evaluate.ts'

/** One candidate after the race. It is complete if it was scored on every case. */
export interface Racer {
  readonly text: string
  readonly results: readonly CaseResult[]
  readonly complete: boolean
}

export interface RaceOptions {
  /**
   * The chance, at one look, of dropping a candidate that is as good as its reference, 0 to 1; 0 never drops one. There
   * is a look after every block without a correction for repeated looks, as in irace (López-Ibáñez et al. 2016), so
   * over a whole race the chance is a few times as high.
   */
  readonly alpha: number
  /**
   * Number of cases on which a candidate is scored before it is tested. A candidate that cannot win any more is dropped
   * earlier.
   */
  readonly firstTest: number
  /** Whether to go on with none that is not ahead of the incumbent after the first few cases. */
  readonly hurried?: boolean
  /**
   * The total number of trials allowed; unlimited if absent. If it is too small for all candidates, those that are
   * behind are dropped in time, so that at least one is scored on every case, unless the race is hurried and none is ahead.
   */
  readonly allowed?: number
}

/** Minimum number of cases between two decisions; in a hurried race, the number. */
export const smallestBlock = 10
const hurriedBlock = 8

/**
 * Scores the candidates block by block, on the same cases in the same order, and drops a candidate as soon as it cannot
 * win (F-Race: Birattari et al. 2002; irace: López-Ibáñez et al. 2016). A candidate is dropped if even perfect answers
 * to the remaining cases would not lift it above the incumbent or the leader, which is exact; or if a paired one-sided
 * test says that it is worse than either:
 * mean / (s / sqrt(k)) < z(alpha),
 * with the mean and standard deviation s of its k differences from the other, and the normal quantile z. The
 * incumbent's results are already known, so the pairing costs nothing. Decisions are made between blocks, so the order
 * in which answers arrive does not matter.
 *
 * A hurried race looks after fewer cases, and at its first look drops every candidate that is not ahead of the
 * incumbent. It loses many a better prompt, and pays where there are calls for few: there another prompt promises more
 * than a second look at this one. GEPA (Agrawal et al. 2025, arXiv 2507.19457) does so on cases of the train split.
 *
 * With an alpha of 0 no candidate is dropped, not even one that has certainly lost: the optimizer model learns from the
 * score of a step's second best, and the published search moves to it.
 */
export async function race(
  texts: readonly string[],
  incumbent: readonly CaseResult[],
  cases: readonly Case[],
  evaluate: (trials: readonly Trial[]) => Promise<Outcome<readonly CaseResult[]>>,
  options: RaceOptions,
): Promise<Outcome<readonly Racer[]>> {
  const { alpha, hurried = false } = options
  const found = new Map<string, readonly CaseResult[]>(texts.map(text => [text, []]))
  let alive = [...texts]
  let from = 0
  let { allowed = Number.POSITIVE_INFINITY } = options
  const nextBlock = (from: number, candidates: number): number => {
    if (alpha === 0) return cases.length
    if (from === 0 && failsAll(incumbent)) return firstLook
    if (hurried) return hurriedBlock
    return Math.min(blockSize(smallestBlock, candidates), halfOf(cases.length))
  }
  while (from < cases.length && alive.length > 0) {
    const block = cases.slice(from, from + nextBlock(from, alive.length))
    alive = affordable(alive, found, { allowed, block: block.length, after: cases.length - from - block.length })
    allowed -= alive.length * block.length
    const outcome = await evaluate(alive.flatMap(text => block.map(evalCase => ({ text, evalCase }))))
    if (!outcome.ok) return outcome
    alive.forEach((text, index) => {
      const part = outcome.value.slice(index * block.length, (index + 1) * block.length)
      found.set(text, [...(found.get(text) ?? []), ...part])
    })
    const isFirst = from === 0
    from += block.length
    if (hurried && isFirst) alive = alive.filter(text => isAhead(found.get(text) ?? [], incumbent))
    if (alpha > 0 && from < cases.length && alive.length > 0)
      alive = survivors(alive, found, incumbent, cases.length, options)
  }
  return success(
    texts.map(text => {
      const results = found.get(text) ?? []
      return { text, results, complete: results.length === cases.length }
    }),
  )
}

/**
 * The leading candidates, as many as the budget can score on the next block while it still lets one of them finish
 * afterwards.
 */
function affordable(
  alive: readonly string[],
  found: ReadonlyMap<string, readonly CaseResult[]>,
  { allowed, block, after }: { readonly allowed: number; readonly block: number; readonly after: number },
): string[] {
  const most = Math.max(0, Math.floor((allowed - after) / block))
  if (alive.length <= most) return [...alive]
  const ahead = alive.toSorted((a, b) => sum(found.get(b) ?? []) - sum(found.get(a) ?? [])).slice(0, most)
  return alive.filter(text => ahead.includes(text))
}

/**
 * Minimum number of full rows of requests in a block: a decision waits for the last answer, and a longer block makes up
 * for that wait.
 */
const rows = 3
/**
 * Requests in a row. This is not a setting: who is dropped, and when, must not depend on how many requests run at once.
 */
const perRow = 8

/**
 * The number of cases of the next block: at least `least` for each candidate, and enough for several full rows of
 * requests. The fewer candidates are left, the longer the block, so that as many requests as possible stay under way.
 */
export function blockSize(least: number, candidates: number): number {
  const needed = Math.max(least, Math.ceil((rows * perRow) / candidates))
  const row = perRow / greatestCommonDivisor(candidates, perRow)
  // If only a very long block would fill its rows, a few places stay idle at its end.
  return row > needed ? needed : Math.ceil(needed / row) * row
}

/** A short race is decided on once before its end as well: a prompt that wins nowhere must not cost all its cases. */
const halfOf = (cases: number): number => Math.max(smallestBlock, Math.ceil(cases / 2))

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))

function survivors(
  alive: readonly string[],
  found: ReadonlyMap<string, readonly CaseResult[]>,
  incumbent: readonly CaseResult[],
  total: number,
  { alpha, firstTest }: RaceOptions,
): string[] {
  const resultsOf = (text: string): readonly CaseResult[] => found.get(text) ?? []
  const leader = alive.reduce((best, text) => (sum(resultsOf(text)) > sum(resultsOf(best)) ? text : best))
  const toBeat = Math.max(sum(incumbent), sum(resultsOf(leader)))
  return alive.filter(text => {
    const results = resultsOf(text)
    const hope = sum(results) + (total - results.filter(result => !result.problem).length)
    const isLeader = text === leader
    if (isLeader ? hope <= sum(incumbent) : hope <= toBeat) return false
    if (neverWins(results, incumbent, alpha)) return false
    if (results.length < firstTest) return true
    return !isWorse(results, incumbent, alpha) && (isLeader || !isWorse(results, resultsOf(leader), alpha))
  })
}

/**
 * A candidate that is worth the rest of the race wins at least this share of the cases with room above the current
 * prompt; if that fails nearly all of them, a larger one.
 */
const [leastWins, leastWinsFromNothing] = [0.15, 0.3]

/** Below this mean grade a prompt does not do its task at all. */
const nearlyNothing = 0.1

/**
 * Number of cases after which candidates are looked at first if the current prompt fails nearly all: a prompt that
 * finds out what is wanted shows it at once, and with the calls saved more prompts can be tried. GEPA (Agrawal et al.
 * 2025, arXiv 2507.19457) decides after three.
 */
const firstLook = 5

const failsAll = (incumbent: readonly CaseResult[]): boolean =>
  incumbent.length > 0 && sum(incumbent) < nearlyNothing * incumbent.length

/**
 * Whether a candidate has won none of the n cases on which the incumbent leaves room, although a candidate worth
 * finishing would win none with a chance of at most `alpha`:
 * (1 - 0.15)^n <= alpha,
 * that is none of 10 at an alpha of 0.2, or none of 19 at 0.05; with 0.3 instead of 0.15, none of 5 or of 9. If both
 * prompts fail alike, for example at a score of 0, no other test notices, and each such candidate would be scored on
 * every case.
 */
function neverWins(results: readonly CaseResult[], incumbent: readonly CaseResult[], alpha: number): boolean {
  const withRoom = pairedGrades(incumbent, results).filter(([before]) => before < 1)
  const least = failsAll(incumbent) ? leastWinsFromNothing : leastWins
  return withRoom.every(([before, after]) => after <= before) && (1 - least) ** withRoom.length <= alpha
}

/** Whether the grades are higher, on the cases that both prompts answered; true if none of them leaves room. */
function isAhead(results: readonly CaseResult[], incumbent: readonly CaseResult[]): boolean {
  const pairs = pairedGrades(incumbent, results)
  const lead = pairs.reduce((total, [before, after]) => total + after - before, 0)
  return lead > 0 || (lead === 0 && pairs.every(([before]) => before >= 1))
}

/** Whether the grades are lower than chance explains, on the cases that both prompts answered. */
function isWorse(results: readonly CaseResult[], reference: readonly CaseResult[], alpha: number): boolean {
  const differences = pairedDifferences(reference, results)
  return differences.length > 1 && pairedZ(differences) < normalQuantile(alpha)
}

const sum = (results: readonly CaseResult[]): number =>
  results.reduce((total, result) => total + (result.problem ? 0 : result.grade), 0)
