import { failure, type Outcome, success } from '../problem/outcome.ts'
import { type End, ending } from './ending.ts'
import { comeback } from './recombine/comeback.ts'
import type { Services } from './services.ts'
import { takeStep } from './step.ts'
import type { SearchPlan } from './strategy.ts'
import { append, type Step, type Trajectory } from './trajectory.ts'

/**
 * Takes steps until the run has ended; `onStep` is called after each, before the next begins. After a failure (a cap, a
 * cancel, a lost model) the trajectory reported so far is still valid, and the run can continue from it.
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
    const step = await nextStep(trajectory, plan, services)
    if (!step.ok) return step
    trajectory = append(trajectory, step.value)
    onStep(step.value)
  }
}

/** An ordinary step or, if the caps no longer pay for one, what they still pay for. */
async function nextStep(trajectory: Trajectory, plan: SearchPlan, services: Services): Promise<Outcome<Step>> {
  const refused = services.refused()
  if (!refused) return takeStep(trajectory, plan, services)
  const last = await comeback(trajectory, plan, services)
  if (!last.ok) return last
  return last.value ? success(last.value) : failure(refused)
}
