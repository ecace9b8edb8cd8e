import type { Outcome } from '../../problem/outcome.ts'
import { success } from '../../problem/outcome.ts'
import { normalQuantile, pairedZ } from '../../text/statistics.ts'
import type { Case, CaseResult } from '../evalSet.ts'
import { pairedDifferences, pairedGrades, type Trial } from './evaluate.ts'

/** One candidate after the race. It is complete when it was scored on every case. */
export interface Racer {
  readonly text: string
  readonly results: readonly CaseResult[]
  readonly complete: boolean
}

export interface RaceOptions {
  /**
   * Chance of dropping a candidate that is as good as its reference at one look, 0 to 1; 0 never drops. There is a look
   * after every block, uncorrected as in irace, so over a whole race the chance is a few times as high.
   */
  readonly alpha: number
  /** Cases that a candidate is scored on before it is tested; one that cannot win any more need not wait for it. */
  readonly firstTest: number
  /**
   * How often a candidate may be asked about a case in all; as often as it takes where absent. Where that is too little
   * for everybody, those that are behind are left out in time, so that one at least is scored on every case.
   */
  readonly allowed?: number
}

/** Cases between two decisions, at the least. */
const smallestBlock = 10

/**
 * Scores the candidates block by block on the same cases in the same order, and drops one as soon as it cannot win: when
 * even perfect answers on the remaining cases would not lift it above the incumbent or the leader (exact), or when a
 * paired one-sided test at `alpha` says that it is worse than either (Birattari et al. 2002, F-Race). The incumbent's
 * results are known already, so the pairing is free. Decisions are made between blocks, so the order in which answers
 * arrive does not matter.
 *
 * With an alpha of 0 nobody is dropped, not even one that has lost for certain: the score of a step's second best is
 * what the optimizer model learns from, and the published walk moves to it.
 */
export async function race(
  texts: readonly string[],
  incumbent: readonly CaseResult[],
  cases: readonly Case[],
  evaluate: (trials: readonly Trial[]) => Promise<Outcome<readonly CaseResult[]>>,
  options: RaceOptions,
): Promise<Outcome<readonly Racer[]>> {
  const { alpha } = options
  const found = new Map<string, readonly CaseResult[]>(texts.map(text => [text, []]))
  let alive = [...texts]
  let from = 0
  let { allowed = Number.POSITIVE_INFINITY } = options
  while (from < cases.length && alive.length > 0) {
    const size = alpha === 0 ? cases.length : blockSize(smallestBlock, alive.length)
    const block = cases.slice(from, from + size)
    alive = affordable(alive, found, { allowed, block: block.length, after: cases.length - from - block.length })
    allowed -= alive.length * block.length
    const outcome = await evaluate(alive.flatMap(text => block.map(evalCase => ({ text, evalCase }))))
    if (!outcome.ok) return outcome
    alive.forEach((text, index) => {
      const part = outcome.value.slice(index * block.length, (index + 1) * block.length)
      found.set(text, [...(found.get(text) ?? []), ...part])
    })
    from += block.length
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

/** As many of those ahead as can be asked the next block while one of them can still be finished after it. */
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

/** Rows of requests in a block, at the least: a decision waits for the last answer, and that wait is shared by them. */
const rows = 3
/** Requests of a row. It is no setting: who is dropped, and when, must not depend on how many are sent at once. */
const perRow = 8

/**
 * Cases of the next block: at least `least` for each candidate, and so many that the requests go out in several full
 * rows. The fewer candidates are left, the longer the blocks, so that the requests under way stay as many as they may be.
 */
export function blockSize(least: number, candidates: number): number {
  const needed = Math.max(least, Math.ceil((rows * perRow) / candidates))
  const row = perRow / greatestCommonDivisor(candidates, perRow)
  // Where only a very long block would come out even, a few places idle at its end.
  return row > needed ? needed : Math.ceil(needed / row) * row
}

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

/** Share of the cases with room above the current prompt that a candidate worth the rest of the race wins. */
const leastWins = 0.15

/**
 * Whether a candidate has won on so few of the cases that leave room above the incumbent that one which is worth it would
 * have won there but with a chance of `alpha`: none of 10 at an alpha of 0.2, none of 19 at 0.05. Where both fail alike, as
 * at a score of 0, no other test sees it, and each such candidate would be asked about every case.
 */
function neverWins(results: readonly CaseResult[], incumbent: readonly CaseResult[], alpha: number): boolean {
  const withRoom = pairedGrades(incumbent, results).filter(([before]) => before < 1)
  return withRoom.every(([before, after]) => after <= before) && (1 - leastWins) ** withRoom.length <= alpha
}

/** Whether the grades on the cases that both were answered for are lower than chance would make them. */
function isWorse(results: readonly CaseResult[], reference: readonly CaseResult[], alpha: number): boolean {
  const differences = pairedDifferences(reference, results)
  return differences.length > 1 && pairedZ(differences) < normalQuantile(alpha)
}

const sum = (results: readonly CaseResult[]): number =>
  results.reduce((total, result) => total + (result.problem ? 0 : result.grade), 0)
