import { usualStepShare } from '../../evals/scoring/fitToCap.ts'
import type { Usage } from '../../models/usage.ts'
import type { Progress, RunEvent } from '../events.ts'

/** Counts answered cases and reports them, at intervals of at least this many milliseconds. */
const shortestPause = 100

export interface ProgressTeller {
  /** A new phase begins, in which at most `of` cases are asked. */
  phase(phase: Progress['phase'], step: number, of: number): void
  answered(): void
  best(score: number): void
}

/** What an optimization has left besides the current phase; runs that only score have nothing. */
export interface Ahead {
  readonly steps: number
  /** Number of steps that the caps pay for. */
  readonly affordable: number
  /** The most cases that a step asks, and those that the verdict asks. */
  readonly perStep: number
  readonly test: number
}

export const nothingAhead: Ahead = { steps: 0, affordable: 0, perStep: 0, test: 0 }

/** Fewer answers than this do not show how long the others take. */
const fewestAnswers = 4

export function progressTeller(
  ahead: Ahead,
  usage: () => Usage,
  emit: (event: RunEvent) => void,
  now: () => number,
): ProgressTeller {
  let progress: Omit<Progress, 'usage'> = { phase: 'baseline', step: 0, steps: ahead.steps, done: 0, of: 0, best: null }
  let told = Number.NEGATIVE_INFINITY
  let begun: number | undefined
  let answers = 0
  const inSteps: number[] = []

  /** Number of cases still to be asked, as far as can be foreseen: a step asks as usual until one has shown its share. */
  const casesLeft = (): number => {
    const { phase, step, done, of } = progress
    if (phase === 'test') return of - done
    const mean = inSteps.reduce((sum, cases) => sum + cases, 0) / inSteps.length
    const perStep = inSteps.length > 0 ? mean : usualStepShare * ahead.perStep
    const inPhase = phase === 'step' ? Math.max(0, perStep - done) : of - done
    return inPhase + Math.max(0, ahead.affordable - step) * perStep + ahead.test
  }

  const tell = (): void => {
    told = now()
    const leftMs = begun === undefined || answers < fewestAnswers ? undefined : ((told - begun) / answers) * casesLeft()
    emit({ type: 'progress', progress: { ...progress, usage: usage(), ...(leftMs !== undefined && { leftMs }) } })
  }

  return {
    phase(phase, step, of) {
      begun ??= now()
      if (progress.phase === 'step' && progress.done > 0) inSteps.push(progress.done)
      progress = { ...progress, phase, step, steps: Math.max(ahead.steps, step), of, done: 0 }
      tell()
    },
    answered() {
      answers++
      progress = { ...progress, done: progress.done + 1 }
      if (now() - told >= shortestPause) tell()
    },
    best(score) {
      progress = { ...progress, best: score }
    },
  }
}
