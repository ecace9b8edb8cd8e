import type { Outcome } from '../../problem/outcome.ts'
import { success } from '../../problem/outcome.ts'
import type { Relevance } from '../services.ts'
import type { Scored } from '../trajectory.ts'

/** What momentum draws on besides the past itself. */
export interface Recollection {
  readonly relevance: Relevance
  /** Brings the running summary and the current text together into the next summary. */
  summarise(current: Scored): Promise<Outcome<Scored>>
}

/**
 * Chooses which past prompts, or past reflections, the optimizer model is shown, in the order shown. A reflection's score
 * is the gain of the step that it was written in. There are at most `memory` texts, each once, and the current one is
 * always among them: the published importance shows one reflection too many, and may leave the current prompt out.
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

/** The current text, then those with the highest scores; of equals the newest first. */
const importance: Momentum = async (current, past, memory) => {
  const ranked = others(current, past).sort((a, b) => b.score - a.score)
  return success([current, ...ranked.slice(0, memory - 1)])
}

/** The current text, then those most similar to it, the most similar first; of equals the newest first. */
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

/** One text in which the optimizer model has brought together all that was so far. */
const summary: Momentum = async (current, _past, _memory, recollection) => {
  const summarised = await recollection.summarise(current)
  return summarised.ok ? success([summarised.value]) : summarised
}

export const momentum = { none, recency, importance, relevance, summary } as const satisfies Record<string, Momentum>
export type MomentumName = keyof typeof momentum

/** Past texts other than the current one, newest first, each once, however often it won. */
function others(current: Scored, past: readonly Scored[]): Scored[] {
  const newestFirst = past.toReversed()
  return newestFirst.filter(
    (entry, index) =>
      entry.text !== current.text && newestFirst.findIndex(other => other.text === entry.text) === index,
  )
}
