import type { StepRequests } from '../evals/scoring/requestCounts.ts'
import { gradientRequests } from './proposers/gradientCounts.ts'
import { extraReplies } from './proposers/plainCounts.ts'
import type { ProposerName } from './proposers/proposers.ts'
import { type Recipe, recipeOf, type StrategyName, type Variant } from './strategies.ts'

/** The most requests to the optimizer model that a proposer makes: per step, and per candidate. */
const proposing: Readonly<Record<ProposerName, { readonly step: number; readonly candidate: number }>> = {
  // An endpoint may give one reply at a time, so each candidate counts as one request.
  update: { step: 0, candidate: 1 },
  // Its candidates are drawn from the results of these requests.
  gradients: { step: gradientRequests, candidate: 0 },
  resample: { step: 0, candidate: 1 },
  ranked: { step: 0, candidate: 1 },
}

/** The most that one step of a strategy takes, according to its recipe. */
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
    // A summary of prompts is itself a prompt, and is scored too.
    onValidation: candidates + (summarises && momentumOver === 'prompts' ? 1 : 0),
  }
}

/** The same for the strategy named in a run's settings, for any number of candidates. */
export const takesOf = ({ strategy, variant = {}, paper }: NamedStrategy): ((candidates: number) => StepRequests) => {
  const recipe = recipeOf(strategy, variant, paper)
  return candidates => stepRequests(recipe, candidates)
}

interface NamedStrategy {
  readonly strategy: StrategyName
  readonly variant?: Variant
  readonly paper: boolean
}
