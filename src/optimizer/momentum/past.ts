import type { Scored, Step, Trajectory } from '../trajectory.ts'

/** A prompt of the trajectory, with the step that brought it; step 0 is the original. */
export interface ScoredCandidate extends Scored {
  readonly step: number
}

/** The best fully scored prompt of the run; of equals the earliest. */
export const best = (trajectory: Trajectory): ScoredCandidate =>
  scored(trajectory).reduce((best, found) => (found.score > best.score ? found : best))

/** Every fully scored prompt, the original first, each once. */
export function scored(trajectory: Trajectory): readonly [ScoredCandidate, ...ScoredCandidate[]] {
  const found = new Map<string, ScoredCandidate>()
  for (const { step, candidates } of trajectory.steps)
    for (const { text, status, score } of candidates)
      if (status === 'evaluated' && score !== undefined && !found.has(text)) found.set(text, { text, score, step })
  found.delete(trajectory.initial.text)
  return [{ ...trajectory.initial, step: 0 }, ...found.values()]
}

/**
 * The prompts that momentum draws on, oldest first: the original and one of every step, its winner. Where none came
 * through the race, the one that was ahead stands for the step, marked as an estimate.
 */
export const pastPrompts = (trajectory: Trajectory): readonly Scored[] => [
  trajectory.initial,
  ...trajectory.steps.flatMap(step => winnerOf(step) ?? frontRunner(step) ?? []),
]

/** Reflections with the gain of the step that each was written in: its winner's score minus the score it started from. */
export const pastReflections = (trajectory: Trajectory): readonly Scored[] =>
  trajectory.steps.flatMap(step => {
    const winner = winnerOf(step)
    if (step.reflection === undefined) return []
    return [{ text: step.reflection, score: winner ? winner.score - step.current.score : 0 }]
  })

export function winnerOf(step: Step): Scored | undefined {
  const winner = step.winner === null ? undefined : step.candidates[step.winner]
  return winner?.score === undefined ? undefined : { text: winner.text, score: winner.score }
}

function frontRunner({ candidates, current }: Step): Scored | undefined {
  const estimates = candidates.flatMap(({ text, status, score, cases }) =>
    status === 'dropped' && score !== undefined ? [{ text, score: shrunk(score, cases, current.score), cases }] : [],
  )
  return estimates.length === 0
    ? undefined
    : estimates.reduce((ahead, estimate) => (estimate.score > ahead.score ? estimate : ahead))
}

/** Cases that the prompt it was made from counts for, in the estimate of a prompt that was scored on a few. */
const priorCases = 10

/** The mean of a beta-binomial model whose prior is the score of the prompt that the text was made from. */
const shrunk = (score: number, cases: number, prior: number): number =>
  (score * cases + prior * priorCases) / (cases + priorCases)
