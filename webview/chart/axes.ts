import type { RunView, Step, Usage } from '../../src/protocol/page.ts'
import { count, dollars } from '../../src/text/numbers.ts'
import { compact } from '../pageNumbers.ts'

/** The part of a run that an axis is made from. */
type Run = Pick<RunView, 'steps' | 'splits' | 'progress' | 'state'>

/** The horizontal axis of the scores: every step occupies a stretch of it, which contains the step's candidates. */
export interface Axis {
  readonly kind: AxisKind
  readonly title: string
  /** The right end of the plot; the left end is 0. */
  readonly end: number
  /** Where a completed step begins and ends. */
  stretch(step: number): readonly [number, number] | undefined
  /** The number of the step at a position, or of the nearest step. */
  stepAt(value: number): number
  label(value: number): string
}

export type AxisKind = keyof typeof axes

/** All steps are equally wide, with their number in the middle. */
function byStep(view: Run): Axis {
  const last = lastStep(view)
  const made = new Set(view.steps.map(({ step }) => step))
  return {
    kind: 'step',
    title: 'Score by step',
    end: last + 0.5,
    stretch: step => (made.has(step) ? [step - 0.5, step + 0.5] : undefined),
    stepAt: value => Math.min(last, Math.max(1, Math.round(value))),
    label: count,
  }
}

/** Every step is as wide as its cost: in US dollars, in requests, or otherwise in scored cases. */
function bySpend(view: Run): Axis {
  const unit = units.find(({ spent }) => (spent(view).at(-1) ?? 0) > 0) ?? scored
  const ends = unit.spent(view)
  const places = new Map(view.steps.map(({ step }, index) => [step, index]))
  return {
    kind: 'spend',
    title: `Score by ${unit.name}`,
    end: (ends.at(-1) ?? 0) * 1.01 || 1,
    stretch: step => {
      const index = places.get(step)
      return index === undefined ? undefined : [ends[index - 1] ?? 0, ends[index] ?? 0]
    },
    stepAt: value => {
      const index = ends.findIndex(end => value <= end)
      return view.steps.at(index)?.step ?? 1
    },
    label: unit.label,
  }
}

export const axes = { step: byStep, spend: bySpend } as const satisfies Record<string, (view: Run) => Axis>

/**
 * The step at the right end of the axis of steps: the last planned one during a run, the last completed one afterwards.
 */
export function lastStep({ steps, progress, state }: Pick<RunView, 'steps' | 'progress' | 'state'>): number {
  const made = steps.at(-1)?.step ?? 0
  const planned = state === 'running' ? (progress?.steps ?? 0) : 0
  return Math.max(1, made, planned)
}

interface Unit {
  readonly name: string
  /** What the run had spent at the end of each step, never falling; empty if that was not recorded. */
  spent(view: Run): readonly number[]
  label(value: number): string
}

/** Counted from the trajectory itself, so it is available for every journal. */
const scored: Unit = {
  name: 'cases scored',
  spent: ({ steps, splits }) => {
    let sum = splits?.validation ?? 0
    return steps.map(step => {
      sum += casesOf(step)
      return sum
    })
  },
  label: compact,
}

const units: readonly Unit[] = [
  { name: 'US dollars spent', spent: view => spentOf(view, ({ usd }) => usd), label: dollars },
  {
    name: 'requests sent',
    spent: view =>
      spentOf(view, ({ task, optimizer, judge, embedding }) =>
        [task, optimizer, judge, embedding].reduce((sum, { calls }) => sum + calls, 0),
      ),
    label: compact,
  },
  scored,
]

function spentOf({ steps }: Run, amount: (usage: Usage) => number | null): readonly number[] {
  let highest = 0
  const spent = steps.flatMap(({ usage }) => {
    const value = usage === undefined ? null : amount(usage)
    highest = Math.max(highest, value ?? 0)
    return value === null ? [] : [highest]
  })
  return spent.length === steps.length ? spent : []
}

const casesOf = ({ candidates }: Step): number =>
  candidates.reduce((sum, { status, cases }) => sum + (status === 'evaluated' || status === 'dropped' ? cases : 0), 0)
