import type { Usage } from '../../models/usage.ts'
import type { Progress, RunEvent } from '../events.ts'

/** Counts answered cases and tells of it, not more often than this many milliseconds apart. */
const shortestPause = 100

export interface ProgressTeller {
  /** A new phase begins, in which at most `of` cases are asked. */
  phase(phase: Progress['phase'], step: number, of: number): void
  answered(): void
  best(score: number): void
}

export function progressTeller(
  steps: number,
  usage: () => Usage,
  emit: (event: RunEvent) => void,
  now: () => number,
): ProgressTeller {
  let progress: Omit<Progress, 'usage'> = { phase: 'baseline', step: 0, steps, done: 0, of: 0, best: null }
  let told = Number.NEGATIVE_INFINITY
  const tell = (): void => {
    told = now()
    emit({ type: 'progress', progress: { ...progress, usage: usage() } })
  }
  return {
    phase(phase, step, of) {
      progress = { ...progress, phase, step, of, done: 0 }
      tell()
    },
    answered() {
      progress = { ...progress, done: progress.done + 1 }
      if (now() - told >= shortestPause) tell()
    },
    best(score) {
      progress = { ...progress, best: score }
    },
  }
}
