import { type Outcome, success } from '../problem/outcome.ts'
import { best, isAtNothing } from './momentum/past.ts'
import type { Services } from './services.ts'
import type { SearchPlan } from './strategy.ts'
import type { Step, Trajectory } from './trajectory.ts'

export type End = 'perfect' | 'no-gain' | 'duplicates' | 'steps'

/**
 * After this many steps in a row without a new prompt that could be scored, the optimizer model has run out of ideas.
 */
const barrenSteps = 3

/**
 * After this many steps without a gain that a paired test detects, a run has most likely found what it can find. Half as
 * many would end runs that still find something once they start from other prompts (see `restless`).
 */
export const usualPatience = 12

/** Why the run is over; undefined if it is not. In the published form it takes all its steps, whatever they bring. */
export async function ending(
  trajectory: Trajectory,
  plan: SearchPlan,
  services: Services,
): Promise<Outcome<End | undefined>> {
  const { steps } = trajectory
  const { patience } = plan.strategy
  if (patience !== null && best(trajectory).score >= 1) return success('perfect')
  if (!hasStepsLeft(trajectory, plan)) return success('steps')
  if (patience === null) return success(undefined)
  const made = steps.slice(plan.from ?? 0)
  if (made.length >= barrenSteps && made.slice(-barrenSteps).every(isBarren)) return success('duplicates')
  if (made.length < patience) return success(undefined)
  const before = best({ ...trajectory, steps: steps.slice(0, -patience) })
  const gain = await services.isGain(before.text, best(trajectory).text)
  return gain.ok ? success(gain.value ? undefined : 'no-gain') : gain
}

/**
 * Whether the plan has another step. The batches of a small set give few, so a search that has found nothing goes on as
 * long as it is patient, with what its races have saved: it never asks more than its steps were foreseen to ask.
 */
export function hasStepsLeft(trajectory: Trajectory, { steps, strategy, mostPerStep }: SearchPlan): boolean {
  const made = trajectory.steps.length
  if (made < steps) return true
  if (mostPerStep === undefined || made >= (strategy.patience ?? 0) || !isAtNothing(trajectory)) return false
  const saved = trajectory.steps.reduce((sum, step) => sum + (step.saved ?? 0), 0)
  return saved >= (made - steps + 1) * mostPerStep
}

const isBarren = (step: Step): boolean =>
  step.candidates.every(({ status }) => status === 'known' || status === 'rejected')
