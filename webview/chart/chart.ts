import type uPlot from 'uplot'
import type { RunView, Step } from '../../src/protocol/page.ts'
import { count } from '../../src/text/numbers.ts'
import { visible } from '../../src/text/visible.ts'
import { toggle } from '../controls.ts'
import { element, type Part, setText } from '../element.ts'
import { chartTerms } from '../panels/terms.ts'
import { candidateSentence, stepSentence } from '../step/stepWords.ts'
import { type Axis, type AxisKind, axes } from './axes.ts'
import { onThemeChange, readColors } from './colors.ts'
import { legend } from './legend.ts'
import { pointNear } from './nearest.ts'
import { type Frame, markSelected, scorePlot, showScores, stepAt, stepSizePlot } from './plots.ts'
import { type CandidatePoint, scoreColumns, stepSizeColumns } from './series.ts'
import { markSpot } from './spot.ts'

export interface Chart extends Part {
  select(step: number | undefined): void
}

export interface ChartOptions {
  /** The axis at first. */
  readonly axis: AxisKind
  onSelect(step: number): void
  /** The point of a candidate was clicked. */
  onReveal(step: number, candidate: number): void
  onAxis(axis: AxisKind): void
}

/**
 * Scores by step, with the step sizes below, or by what the steps cost. For the keyboard it is one slider over the
 * steps, whose candidates are in the table below; for the pointer, steps and candidates can be clicked.
 */
export function chart({ axis: first, onSelect, onReveal, onAxis }: ChartOptions): Chart {
  let view: RunView | undefined
  let drawn: { initial: RunView['initial']; steps: RunView['steps']; kind: AxisKind; end: number } | undefined
  let selected: number | undefined
  let points: readonly (CandidatePoint | null)[] = []
  let kind = first
  let axis: Axis = axes[kind](nothing)
  let colors = readColors()
  const frame: Frame = { colors: () => colors, axis: () => axis, selected: () => selected }

  const scoreBox = element('div', { class: 'plot' })
  const sizeBox = element('div', { class: 'plot' })
  const sizes = element(
    'div',
    {},
    element('p', { class: 'caption', title: chartTerms.words }, 'Words that a candidate may change'),
    sizeBox,
  )
  const slider = element(
    'div',
    { class: 'plots', role: 'slider', tabindex: 0, 'aria-label': 'Step', 'aria-orientation': 'horizontal' },
    scoreBox,
    sizes,
  )
  const title = element('h2', { id: 'chart-title', title: chartTerms.score })
  const toggles = (['step', 'spend'] as const).map(kind => ({
    kind,
    button: toggle(kind === 'step' ? 'By step' : 'By spend', () => turnTo(kind)),
  }))
  const readout = element('p', { class: 'muted readout' })
  const section = element(
    'section',
    { class: 'chart', 'aria-labelledby': 'chart-title', hidden: true },
    element(
      'div',
      { class: 'bar' },
      title,
      element(
        'div',
        { class: 'toggles', role: 'group', 'aria-label': 'Draw the scores' },
        ...toggles.map(({ button }) => button),
      ),
    ),
    legend(),
    slider,
    readout,
  )
  const scores = scorePlot(frame, { width: 600, height: 240 }, scoreBox)
  const stepSizes = stepSizePlot(frame, { width: 600, height: 72 }, sizeBox)
  const plots = [scores, stepSizes]

  for (const plot of plots) {
    plot.over.addEventListener('click', event => {
      const { step, point } = placeOf(event, plot)
      if (point === undefined) choose(step)
      else onReveal(point.step, point.candidate)
    })
    plot.over.addEventListener('mousemove', event => {
      const { step, point } = placeOf(event, plot)
      markSpot(scores, point)
      if (point === undefined) hint(step)
      else hintCandidate(point)
    })
    plot.over.addEventListener('mouseleave', () => {
      markSpot(scores, undefined)
      hint(selected)
    })
  }
  slider.addEventListener('keydown', onKey)
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0)
    if (width > 0) for (const plot of plots) plot.setSize({ width, height: plot.height })
  }).observe(slider)
  onThemeChange(() => {
    colors = readColors()
    for (const plot of plots) plot.redraw(false, true)
  })

  return {
    element: section,
    show: next => {
      view = next
      draw()
    },
    select: step => {
      if (step === selected) return
      selected = step
      for (const plot of plots) markSelected(plot, frame)
      describe()
    },
  }

  function draw() {
    if (view === undefined) return
    const { initial, steps } = view
    axis = axes[kind](view)
    if (drawn?.initial === initial && drawn?.steps === steps && drawn?.kind === kind && drawn?.end === axis.end) return
    drawn = { initial, steps, kind, end: axis.end }
    section.hidden = initial === undefined
    setText(title, axis.title)
    for (const { kind: other, button } of toggles) button.setAttribute('aria-pressed', String(other === kind))
    const columns = scoreColumns(view, axis)
    points = columns.points
    markSpot(scores, undefined)
    showScores(scores, columns)
    const { x: numbers, words } = stepSizeColumns(view)
    stepSizes.setData([numbers, words])
    sizes.hidden = kind === 'spend' || words.every(word => word === null)
    describe()
  }

  function turnTo(chosen: AxisKind) {
    kind = chosen
    draw()
    onAxis(chosen)
  }

  function onKey(event: KeyboardEvent) {
    const steps = view?.steps ?? []
    const at = steps.findIndex(({ step }) => step === selected)
    const target = keys(at, steps.length)[event.key]
    if (target === undefined) return
    event.preventDefault()
    const step = steps[Math.min(steps.length - 1, Math.max(0, target))]
    if (step !== undefined) choose(step.step)
  }

  function choose(step: number) {
    if (find(step)) onSelect(step)
  }

  function find(step: number | undefined): Step | undefined {
    return view?.steps.find(made => made.step === step)
  }

  /** What is under the pointer: a step, and in the upper plot perhaps a candidate. */
  function placeOf({ clientX, clientY }: MouseEvent, plot: uPlot) {
    const { left, top } = plot.over.getBoundingClientRect()
    const [across, down] = [clientX - left, clientY - top]
    const point = plot === scores ? pointNear(plot, points, across, down) : undefined
    return { step: stepAt(plot, across, frame), point }
  }

  function hintCandidate({ step, candidate }: CandidatePoint) {
    const made = find(step)
    if (made) setText(readout, visible(candidateSentence(made, candidate, view?.splits?.validation)))
  }

  function hint(step: number | undefined) {
    const made = find(step)
    const toCome = step === undefined ? '' : `Step ${count(step)} is still to come`
    setText(readout, made ? stepSentence(made) : toCome)
  }

  function describe() {
    const steps = view?.steps ?? []
    slider.setAttribute('aria-valuemin', String(steps[0]?.step ?? 0))
    slider.setAttribute('aria-valuemax', String(steps.at(-1)?.step ?? 0))
    slider.setAttribute('aria-valuenow', String(selected ?? 0))
    const made = find(selected)
    slider.setAttribute('aria-valuetext', made ? stepSentence(made) : 'No step yet')
    hint(selected)
  }
}

/** What is drawn before the first view arrives. */
const nothing = { steps: [], state: 'running' } as const

/** The index that each key leads to, among a number of steps. */
const keys = (at: number, size: number): Readonly<Record<string, number>> => ({
  ArrowLeft: at - 1,
  ArrowDown: at - 1,
  ArrowRight: at + 1,
  ArrowUp: at + 1,
  PageDown: at - 10,
  PageUp: at + 10,
  Home: 0,
  End: size - 1,
})
