import type { Outcome } from '../../problem/outcome.ts'
import { success } from '../../problem/outcome.ts'
import type { Relevance } from '../services.ts'
import type { Scored } from '../trajectory.ts'

/** What momentum uses besides the past itself. */
export interface Recollection {
  readonly relevance: Relevance
  /** Combines the running summary and the current text into the next summary. */
  summarise(current: Scored): Promise<Outcome<Scored>>
}

/**
 * Chooses which past prompts or past reflections the optimizer model is shown, and in which order (GPO, arXiv
 * 2402.17564). A reflection's score is the gain of the step in which it was written. There are at most `memory` texts,
 * each once, always including the current one. The published importance differs: it shows one reflection too many, and
 * may leave out the current prompt.
 */
export type Momentum = (
  current: Scored,
  past: readonly Scored[],
  memory: number,
  recollection: Recollection,
) => Promise<Outcome<readonly Scored[]>>

const none: Momentum = async current => success([current])

/** The current text, then the past ones, newest first. */
const recency: Momentum = async (current, past, memory) =>
  success([current, ...others(current, past).slice(0, memory - 1)])

/** The current text, then those with the highest scores; on a tie, the newest first. */
const importance: Momentum = async (current, past, memory) => {
  const ranked = others(current, past).sort((a, b) => b.score - a.score)
  return success([current, ...ranked.slice(0, memory - 1)])
}

/** The current text, then those most similar to it, the most similar first; on a tie, the newest first. */
const relevance: Momentum = async (current, past, memory, recollection) => {
  const candidates = others(current, past)
  const outcome = await recollection.relevance(
    current.text,
    candidates.map(({ text }) => text),
  )
  if (!outcome.ok) return outcome
  const ranked = candidates
    .map((entry, index) => ({ entry, similarity: outcome.value[index] ?? 0 }))
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ entry }) => entry)
  return success([current, ...ranked.slice(0, memory - 1)])
}

/** A single text in which the optimizer model has summarised everything so far. */
const summary: Momentum = async (current, _past, _memory, recollection) => {
  const summarised = await recollection.summarise(current)
  return summarised.ok ? success([summarised.value]) : summarised
}

export const momentum = { none, recency, importance, relevance, summary } as const satisfies Record<string, Momentum>
export type MomentumName = keyof typeof momentum

/** The past texts except the current one, newest first, each once, no matter how often it won. */
function others(current: Scored, past: readonly Scored[]): Scored[] {
  const newestFirst = past.toReversed()
  return newestFirst.filter(
    (entry, index) =>
      entry.text !== current.text && newestFirst.findIndex(other => other.text === entry.text) === index,
  )
}
