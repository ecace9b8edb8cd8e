import type { RunView } from '../src/protocol/page.ts'
import type { Axis } from './axes.ts'

type Column = (number | null)[]

/** What the score chart draws: one row a scored candidate, between a first row for the prompt as it was and a last for the end. */
export interface ScoreColumns {
  /** Places on the axis; the candidates of one step stand side by side in its stretch. Never falling. */
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
export function scoreColumns(view: Pick<RunView, 'initial' | 'steps'>, axis: Axis): ScoreColumns {
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
  let end = 0
  for (const { step, candidates, winner } of view.steps) {
    const [from, to] = axis.stretch(step) ?? [end, end]
    end = to
    for (const [index, { status, score }] of candidates.entries()) {
      if (score === undefined || status === 'rejected') continue
      const won = index === winner
      const rise = won && score > best
      if (rise) best = score
      const x = (from + to) / 2 + (to - from) * offset(index, candidates.length)
      push(x, { [status]: score, ...(won && { winner: score }), ...(rise && { best }) })
    }
  }
  if (view.steps.length > 0) push(end, { best })
  if (axis.end > end) push(axis.end, {})
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

/** Spreads a step's candidates over six tenths of its stretch, so that equal scores can be told apart. */
const offset = (index: number, size: number) => ((index + 0.5) / size - 0.5) * 0.6
