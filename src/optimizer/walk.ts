import type { Candidate, Scored, Step, Trajectory } from './trajectory.ts'

/** A prompt of the trajectory, with the step that brought it; step 0 is the original. */
export interface Found extends Scored {
  readonly step: number
}

/** How a run goes from prompt to prompt. Both functions read all they need from the trajectory, so a run can be resumed. */
export interface Walk {
  /** The prompt that the next step starts from. */
  current(trajectory: Trajectory): Scored
  /** Index of the step's winner among its candidates, null where none was scored on every case. */
  winner(current: Scored, candidates: readonly Candidate[], trajectory: Trajectory): number | null
}

/** The best prompt so far is kept; a candidate takes its place only by scoring higher. */
const elitist: Walk = {
  current: trajectory => best(trajectory),
  winner: (current, candidates) => highest(candidates, candidate => candidate.text !== current.text),
}

/**
 * The published walk: every step moves to the best prompt that never won before, even to a worse one; where all have won,
 * the best of them wins again. The original counts as having won, which the published code intends but gets wrong.
 */
const forced: Walk = {
  current: trajectory =>
    trajectory.steps.reduce<Scored>((current, step) => winnerOf(step) ?? current, trajectory.initial),
  winner: (_, candidates, trajectory) => {
    const chosen = new Set([trajectory.initial.text, ...trajectory.steps.map(step => winnerOf(step)?.text)])
    return highest(candidates, candidate => !chosen.has(candidate.text)) ?? highest(candidates, () => true)
  },
}

export const walk = { elitist, forced } as const satisfies Record<string, Walk>

/** The best fully scored prompt of the run; of equals the earliest. */
export const best = (trajectory: Trajectory): Found =>
  scored(trajectory).reduce((best, found) => (found.score > best.score ? found : best))

/** Every fully scored prompt, the original first, each once. */
export function scored(trajectory: Trajectory): readonly [Found, ...Found[]] {
  const found = new Map<string, Found>()
  for (const { step, candidates } of trajectory.steps)
    for (const { text, status, score } of candidates)
      if (status === 'evaluated' && score !== undefined && !found.has(text)) found.set(text, { text, score, step })
  found.delete(trajectory.initial.text)
  return [{ ...trajectory.initial, step: 0 }, ...found.values()]
}

/** The prompts that momentum draws on: the original and the winner of every step, oldest first. */
export const winners = (trajectory: Trajectory): readonly Scored[] => [
  trajectory.initial,
  ...trajectory.steps.flatMap(step => winnerOf(step) ?? []),
]

export function winnerOf(step: Step): Scored | undefined {
  const winner = step.winner === null ? undefined : step.candidates[step.winner]
  return winner?.score === undefined ? undefined : { text: winner.text, score: winner.score }
}

/** The highest score among complete candidates; of equals the shorter, then the earlier, as the simpler prompt to keep. */
function highest(candidates: readonly Candidate[], eligible: (candidate: Candidate) => boolean): number | null {
  let winner: number | null = null
  candidates.forEach((candidate, index) => {
    const { score, text } = candidate
    if (score === undefined || !isComplete(candidate) || !eligible(candidate)) return
    const leader = winner === null ? undefined : candidates[winner]
    if (
      leader?.score === undefined ||
      score > leader.score ||
      (score === leader.score && text.length < leader.text.length)
    )
      winner = index
  })
  return winner
}

/** A known candidate carries its score only where that score was complete. */
const isComplete = ({ status }: Candidate): boolean => status === 'evaluated' || status === 'known'
