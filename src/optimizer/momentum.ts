import type { Outcome } from '../text/outcome.ts'
import { success } from '../text/outcome.ts'
import type { Scored } from './trajectory.ts'

/** How alike two prompts are, one number per past prompt; higher is more alike. */
export type Relevance = (current: string, past: readonly string[]) => Promise<Outcome<readonly number[]>>

/** Chooses which past prompts the optimizer model is shown, in the order shown. */
export type Momentum = (
  current: Scored,
  past: readonly Scored[],
  count: number,
  relevance: Relevance,
) => Promise<Outcome<readonly Scored[]>>

/**
 * The current prompt, then the past prompts most similar to it, the most similar first. A prompt is shown once, however
 * often it won. Equally similar prompts stand newest first.
 */
const relevance: Momentum = async (current, past, count, relevanceOf) => {
  const others = past.toReversed().filter((entry, index, all) => {
    const first = all.findIndex(other => other.text === entry.text)
    return first === index && entry.text !== current.text
  })
  const outcome = await relevanceOf(
    current.text,
    others.map(entry => entry.text),
  )
  if (!outcome.ok) return outcome
  const ranked = others
    .map((entry, index) => ({ entry, similarity: outcome.value[index] ?? 0 }))
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ entry }) => entry)
  return success([current, ...ranked.slice(0, count - 1)])
}

export const momentum = { relevance } as const satisfies Record<string, Momentum>
export type MomentumName = keyof typeof momentum
