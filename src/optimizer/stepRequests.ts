import type { StepRequests } from '../evals/scoring/requestCounts.ts'
import { gradientRequests } from './proposers/gradientCounts.ts'
import { extraReplies } from './proposers/plainCounts.ts'
import type { ProposerName } from './proposers/proposers.ts'
import { type Recipe, recipeOf, type StrategyName, type Variant } from './strategies.ts'

/** Requests to the optimizer model that a proposer makes at the most, of each step and for each candidate of it. */
const proposing: Readonly<Record<ProposerName, { readonly step: number; readonly candidate: number }>> = {
  // An endpoint may give one reply at a time, so each candidate is a request of its own.
  update: { step: 0, candidate: 1 },
  // Its candidates are drawn from all that these lead to.
  gradients: { step: gradientRequests, candidate: 0 },
  resample: { step: 0, candidate: 1 },
  ranked: { step: 0, candidate: 1 },
}

/** What one step of a strategy takes at the most, as its recipe says it. */
export function stepRequests(recipe: Recipe, candidates: number): StepRequests {
  const { propose, reflection, evidence, momentum, momentumOver, selection } = recipe
  const isLoop = propose === 'update'
  const summarises = isLoop && momentum === 'summary'
  const seesFailures = reflection || evidence === 'failures' || evidence === 'both'
  const { step, candidate } = proposing[propose]
  const extra = isLoop && !recipe.published ? extraReplies(candidates) : 0
  return {
    proposing: step + extra + candidate * candidates + (isLoop && reflection ? 1 : 0) + (summarises ? 1 : 0),
    onBatch: selection === 'gated' ? 1 + candidates : seesFailures ? 1 : 0,
    // A summary of prompts is a prompt, and has a score of its own.
    onValidation: candidates + (summarises && momentumOver === 'prompts' ? 1 : 0),
  }
}

/** The same for the strategy that a run's settings name, for any number of candidates. */
export const takesOf = ({ strategy, variant = {}, paper }: NamedStrategy): ((candidates: number) => StepRequests) => {
  const recipe = recipeOf(strategy, variant, paper)
  return candidates => stepRequests(recipe, candidates)
}

interface NamedStrategy {
  readonly strategy: StrategyName
  readonly variant?: Variant
  readonly paper: boolean
}
