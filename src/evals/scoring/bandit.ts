import type { Outcome } from '../../problem/outcome.ts'
import { success } from '../../problem/outcome.ts'
import type { Case, CaseResult } from '../evalSet.ts'
import { meanGrade, type Trial } from './evaluate.ts'
import { blockSize, type Racer } from './race.ts'

/** Minimum number of cases in one pull. */
const smallestPull = 8
/** Number of candidates that are scored on every case in the end. */
const kept = 2
/** The share of all trials that may be spent on finding them. */
const share = 0.5
/**
 * The weight of exploration: how much a rarely tried candidate is favoured (c in UCB; Pryzant et al. 2023, ProTeGi,
 * arXiv 2305.03495).
 */
const exploration = 1

/**
 * Distributes the cases over the candidates by upper confidence bounds (Auer, Cesa-Bianchi and Fischer 2002; used for
 * prompts by Pryzant et al. 2023, arXiv 2305.03495). Each round scores the half of the candidates with the highest
 * bound
 * mean + c sqrt(ln round / n),
 * where n is the number of results of the candidate, on some more cases. The two with the best mean are then scored on
 * every case, so that a winner always has a complete score. All candidates get the cases in the same order. No more
 * trials are made than `allowed`.
 */
export async function bandit(
  texts: readonly string[],
  cases: readonly Case[],
  evaluate: (trials: readonly Trial[]) => Promise<Outcome<readonly CaseResult[]>>,
  allowed = Number.POSITIVE_INFINITY,
): Promise<Outcome<readonly Racer[]>> {
  const found = new Map<string, readonly CaseResult[]>(texts.map(text => [text, []]))
  const resultsOf = (text: string): readonly CaseResult[] => found.get(text) ?? []
  const pull = async (arms: readonly string[], count: number): Promise<Outcome<void>> => {
    const trials = arms.flatMap(text => {
      const from = resultsOf(text).length
      return cases.slice(from, from + count).map(evalCase => ({ text, evalCase }))
    })
    const outcome = await evaluate(trials)
    if (!outcome.ok) return outcome
    for (const text of arms)
      found.set(text, [...resultsOf(text), ...outcome.value.filter((_, index) => trials[index]?.text === text)])
    return success(undefined)
  }
  let budget = share * texts.length * cases.length
  // Reserves what the best candidates need in the end.
  let spare = allowed - Math.min(kept, texts.length) * cases.length
  for (let round = 1; budget > 0; round++) {
    const open = texts.filter(text => resultsOf(text).length < cases.length)
    const arms = round === 1 ? open : byBound(open, resultsOf, round).slice(0, Math.ceil(open.length / 2))
    if (arms.length === 0) break
    const size = blockSize(smallestPull, arms.length)
    if (size * arms.length > spare) break
    const outcome = await pull(arms, size)
    if (!outcome.ok) return outcome
    budget -= size * arms.length
    spare -= size * arms.length
  }
  const most = Math.min(kept, Math.floor(allowed / cases.length))
  const best = texts.toSorted((a, b) => mean(resultsOf(b)) - mean(resultsOf(a))).slice(0, most)
  const outcome = await pull(best, cases.length)
  if (!outcome.ok) return outcome
  return success(
    texts.map(text => ({ text, results: resultsOf(text), complete: resultsOf(text).length === cases.length })),
  )
}

const byBound = (
  texts: readonly string[],
  resultsOf: (text: string) => readonly CaseResult[],
  round: number,
): readonly string[] => {
  const bound = (text: string): number => {
    const results = resultsOf(text)
    return mean(results) + exploration * Math.sqrt(Math.log(round) / results.length)
  }
  return texts.toSorted((a, b) => bound(b) - bound(a))
}

const mean = (results: readonly CaseResult[]): number => meanGrade(results) ?? 0
