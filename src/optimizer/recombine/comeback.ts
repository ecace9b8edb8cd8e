import { type Outcome, success } from '../../problem/outcome.ts'
import { wordsChanged } from '../../text/words.ts'
import { best } from '../momentum/past.ts'
import type { Services } from '../services.ts'
import type { SearchPlan } from '../strategy.ts'
import type { Step, Trajectory } from '../trajectory.ts'

/**
 * A step for what is left of a budget that pays for no other: a prompt that left its race too early is asked the rest of
 * its cases. Undefined if there is none, or if there is no room for all of them.
 */
export async function comeback(
  trajectory: Trajectory,
  { strategy, validation, stepsPerEpoch }: SearchPlan,
  services: Services,
): Promise<Outcome<Step | undefined>> {
  const returning = (await strategy.walk.returning?.(trajectory, services)) ?? success(undefined)
  if (!returning.ok) return returning
  if (returning.value === undefined) return success(undefined)
  const { text, grades } = returning.value
  if (validation - grades.size > services.answersLeft()) return success(undefined)
  const step = trajectory.steps.length + 1
  const { text: ahead, score } = best(trajectory)
  const scoring = await services.complete(text, ahead, step)
  if (!scoring.ok) return scoring
  if (!scoring.value.complete || scoring.value.score === undefined) return success(undefined)
  return success({
    step,
    epoch: Math.ceil(step / stepsPerEpoch),
    stepSize: null,
    current: { text: ahead, score },
    shown: [],
    metaPrompt: '',
    candidates: [
      {
        text,
        status: 'evaluated',
        score: scoring.value.score,
        cases: validation,
        wordsChanged: wordsChanged(ahead, text),
        returned: true,
      },
    ],
    winner: 0,
  })
}
