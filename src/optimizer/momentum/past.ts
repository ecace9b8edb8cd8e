import type { Scored, Step, Trajectory } from '../trajectory.ts'

/** A prompt of the trajectory with the step that produced it; step 0 is the original. */
export interface ScoredCandidate extends Scored {
  readonly step: number
}

/** The best fully scored prompt of the run; on a tie, the earliest. */
export const best = (trajectory: Trajectory): ScoredCandidate =>
  scored(trajectory).reduce((best, found) => (found.score > best.score ? found : best))

/** Whether the best prompt so far does its task hardly ever: a search has still found nothing. */
export const isAtNothing = (trajectory: Trajectory): boolean => best(trajectory).score < nearlyNothing

/** A mean grade. The race has the same figure of its own, since this room runs nothing of `evals`. */
const nearlyNothing = 0.1

/** All fully scored prompts, each once, the original first. */
export function scored(trajectory: Trajectory): readonly [ScoredCandidate, ...ScoredCandidate[]] {
  const found = new Map<string, ScoredCandidate>()
  for (const { step, candidates } of trajectory.steps)
    for (const { text, status, score } of candidates)
      if (status === 'evaluated' && score !== undefined && !found.has(text)) found.set(text, { text, score, step })
  found.delete(trajectory.initial.text)
  return [{ ...trajectory.initial, step: 0 }, ...found.values()]
}

/**
 * The prompts that momentum chooses from, oldest first: the original and the winner of every step. If no candidate of a
 * step finished the race, the one that was ahead stands for the step, marked as an estimate.
 */
export const pastPrompts = (trajectory: Trajectory): readonly Scored[] => [
  trajectory.initial,
  ...trajectory.steps.flatMap(step => winnerOf(step) ?? frontRunner(step) ?? []),
]

/**
 * Reflections with the gain of the step in which each was written: the winner's score minus the score the step started
 * from.
 */
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

/**
 * When a prompt was scored on only a few cases, the prompt it was made from counts as this many cases in its estimate.
 */
const priorCases = 10

/**
 * The posterior mean of a beta-binomial model: (score cases + prior m) / (cases + m). The prior is the score of the
 * prompt that the text was made from, worth m cases.
 */
const shrunk = (score: number, cases: number, prior: number): number =>
  (score * cases + prior * priorCases) / (cases + priorCases)
