import type { RunView } from '../../src/protocol/page.ts'
import type { Axis } from './axes.ts'

type Column = (number | null)[]

/** What the score chart draws, each above those before it. */
export const scoreNames = ['best', 'initial', 'dropped', 'rejected', 'known', 'evaluated', 'winner'] as const
export type ScoreName = (typeof scoreNames)[number]

/**
 * The data of the score chart: one row per candidate, between a first row for the original prompt and a last row for
 * the end. `best` is the highest fully measured score so far, at each change and at both ends.
 */
export interface ScoreColumns extends Readonly<Record<ScoreName, Column>> {
  /** Positions on the axis; the candidates of a step are side by side in its stretch. Never falling. */
  readonly x: number[]
  /** The candidate of each row; null for the first row and the last. */
  readonly points: (CandidatePoint | null)[]
}

/** A candidate at its position in the chart. */
export interface CandidatePoint {
  /** Counted from 1. */
  readonly step: number
  /** Its index in the step. */
  readonly candidate: number
  readonly x: number
  readonly y: number
}

/** The height of candidates without a score, below the line of 0. */
export const unscored = -0.05

/** Scores are 0 to 1. Without a baseline there is nothing to compare with, so all columns are empty. */
export function scoreColumns(view: Pick<RunView, 'initial' | 'steps'>, axis: Axis): ScoreColumns {
  const columns: ScoreColumns = {
    x: [],
    points: [],
    best: [],
    initial: [],
    dropped: [],
    rejected: [],
    known: [],
    evaluated: [],
    winner: [],
  }
  if (view.initial === undefined) return columns
  const initial = view.initial.score
  let best = initial
  const push = (x: number, row: Partial<Record<ScoreName, number>>, point: CandidatePoint | null = null) => {
    columns.x.push(x)
    columns.points.push(point)
    for (const name of scoreNames) columns[name].push(name === 'initial' ? initial : (row[name] ?? null))
  }

  push(0, { best })
  let end = 0
  for (const { step, candidates, winner } of view.steps) {
    const [from, to] = axis.stretch(step) ?? [end, end]
    end = to
    for (const [index, { status, score }] of candidates.entries()) {
      const y = status === 'rejected' ? unscored : (score ?? unscored)
      const won = index === winner
      const rise = won && y > best
      if (rise) best = y
      const x = (from + to) / 2 + (to - from) * offset(index, candidates.length)
      const point = { step, candidate: index, x, y }
      push(x, { [status]: y, ...(won && { winner: y }), ...(rise && { best }) }, point)
    }
  }
  if (view.steps.length > 0) push(end, { best })
  if (axis.end > end) push(axis.end, {})
  return columns
}

/** The step sizes by step, in words; null without a limit. */
export interface StepSizeColumns {
  readonly x: number[]
  readonly words: Column
}

export function stepSizeColumns({ steps }: Pick<RunView, 'steps'>): StepSizeColumns {
  return { x: steps.map(({ step }) => step), words: steps.map(({ stepSize }) => stepSize) }
}

/** Spreads a step's candidates over six tenths of its stretch, so that equal scores can be distinguished. */
const offset = (index: number, size: number) => ((index + 0.5) / size - 0.5) * 0.6
