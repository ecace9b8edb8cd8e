import type { Outcome } from '../problem/outcome.ts'
import { success } from '../problem/outcome.ts'
import { best } from './momentum/past.ts'
import type { Services } from './services.ts'
import { takeStep } from './step.ts'
import type { SearchPlan } from './strategy.ts'
import { append, type Step, type Trajectory } from './trajectory.ts'

export type End = 'perfect' | 'no-gain' | 'duplicates' | 'steps'

/** Steps in a row without a single new prompt that could be scored after which the optimizer model has nothing more to say. */
const barrenSteps = 3

/**
 * Takes steps until the run has ended; `onStep` hears of each before the next begins. A failure (a cap, a cancel, a model
 * that is gone) leaves the trajectory told so far as it is: the run can go on from there.
 */
export async function optimize(
  start: Trajectory,
  plan: SearchPlan,
  services: Services,
  onStep: (step: Step) => void,
): Promise<Outcome<End>> {
  let trajectory = start
  for (;;) {
    const end = await ending(trajectory, plan, services)
    if (!end.ok) return end
    if (end.value !== undefined) return success(end.value)
    const step = await takeStep(trajectory, plan, services)
    if (!step.ok) return step
    trajectory = append(trajectory, step.value)
    onStep(step.value)
  }
}

/** Why the run is over, or undefined. As published, it takes all its steps, whatever they bring. */
async function ending(trajectory: Trajectory, plan: SearchPlan, services: Services): Promise<Outcome<End | undefined>> {
  const { steps } = trajectory
  const { patience } = plan.strategy
  if (patience !== null && best(trajectory).score >= 1) return success('perfect')
  if (steps.length >= plan.steps) return success('steps')
  if (patience === null) return success(undefined)
  if (steps.length >= barrenSteps && steps.slice(-barrenSteps).every(isBarren)) return success('duplicates')
  if (steps.length < patience) return success(undefined)
  const before = best({ ...trajectory, steps: steps.slice(0, -patience) })
  const gain = await services.isGain(before.text, best(trajectory).text)
  return gain.ok ? success(gain.value ? undefined : 'no-gain') : gain
}

const isBarren = (step: Step): boolean =>
  step.candidates.every(({ status }) => status === 'known' || status === 'rejected')
