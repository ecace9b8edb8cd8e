import type { RunView } from '../src/protocol/page.ts'

type Column = (number | null)[]

/** What the score chart draws: one row a scored candidate, between a first row for the prompt as it was and a last for the end. */
export interface ScoreColumns {
  /** Steps; the candidates of one step stand side by side about its number. Strictly increasing. */
  readonly x: number[]
  /** Highest fully measured score so far, where it changes and at both ends. */
  readonly best: Column
  readonly initial: Column
  readonly dropped: Column
  readonly known: Column
  readonly evaluated: Column
  readonly winner: Column
}

/** Scores are 0 to 1. Without a baseline there is nothing to compare with, so all columns are empty. */
export function scoreColumns(view: Pick<RunView, 'initial' | 'steps' | 'progress' | 'state'>): ScoreColumns {
  const columns: ScoreColumns = { x: [], best: [], initial: [], dropped: [], known: [], evaluated: [], winner: [] }
  if (view.initial === undefined) return columns
  const initial = view.initial.score
  let best = initial
  const push = (x: number, row: Partial<Record<Exclude<keyof ScoreColumns, 'x' | 'initial'>, number>>) => {
    columns.x.push(x)
    columns.initial.push(initial)
    columns.best.push(row.best ?? null)
    columns.dropped.push(row.dropped ?? null)
    columns.known.push(row.known ?? null)
    columns.evaluated.push(row.evaluated ?? null)
    columns.winner.push(row.winner ?? null)
  }

  push(0, { best })
  for (const { step, candidates, winner } of view.steps) {
    for (const [index, { status, score }] of candidates.entries()) {
      if (score === undefined || status === 'rejected') continue
      const won = index === winner
      const rise = won && score > best
      if (rise) best = score
      const x = step + offset(index, candidates.length)
      push(x, { [status]: score, ...(won && { winner: score }), ...(rise && { best }) })
    }
  }
  const last = view.steps.at(-1)
  if (last !== undefined) push(last.step + 0.5, { best })
  const end = lastStep(view)
  if (end > (last?.step ?? 0)) push(end + 0.5, {})
  return columns
}

/** The step sizes by step, in words; null where no cap was stated. */
export interface StepSizeColumns {
  readonly x: number[]
  readonly words: Column
}

export function stepSizeColumns({ steps }: Pick<RunView, 'steps'>): StepSizeColumns {
  return { x: steps.map(({ step }) => step), words: steps.map(({ stepSize }) => stepSize) }
}

/** The step at the right end of both charts: all that are planned while the run goes on, those made once it has ended. */
export function lastStep({ steps, progress, state }: Pick<RunView, 'steps' | 'progress' | 'state'>): number {
  const made = steps.at(-1)?.step ?? 0
  const planned = state === 'running' ? (progress?.steps ?? 0) : 0
  return Math.max(1, made, planned)
}

/** Spreads a step's candidates over six tenths of its width, so that equal scores can be told apart. */
const offset = (index: number, size: number) => ((index + 0.5) / size - 0.5) * 0.6
