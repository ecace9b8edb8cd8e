import type { RunView, Step } from '../src/protocol/page.ts'
import { onThemeChange, readColors } from './colors.ts'
import { element, type Part, setText } from './element.ts'
import { legend } from './legend.ts'
import { type Frame, scorePlot, stepAt, stepSizePlot } from './plots.ts'
import { lastStep, scoreColumns, stepSizeColumns } from './series.ts'
import { stepSentence } from './stepWords.ts'

export interface Chart extends Part {
  select(step: number | undefined): void
}

/** Scores and step sizes by step. To the keyboard it is one slider over the steps; to the pointer, a place to click. */
export function chart(onSelect: (step: number) => void): Chart {
  let view: RunView | undefined
  let drawn: { initial: RunView['initial']; steps: RunView['steps']; last: number } | undefined
  let selected: number | undefined
  let colors = readColors()
  const frame: Frame = { colors: () => colors, lastStep: () => drawn?.last ?? 1, selected: () => selected }

  const scoreBox = element('div', { class: 'plot' })
  const sizeBox = element('div', { class: 'plot' })
  const sizes = element(
    'div',
    {},
    element('p', { class: 'caption' }, 'Step size: words that a candidate may change'),
    sizeBox,
  )
  const slider = element(
    'div',
    { class: 'plots', role: 'slider', tabindex: 0, 'aria-label': 'Step', 'aria-orientation': 'horizontal' },
    scoreBox,
    sizes,
  )
  const readout = element('p', { class: 'muted readout' })
  const section = element(
    'section',
    { class: 'chart', 'aria-labelledby': 'chart-title', hidden: true },
    element('h2', { id: 'chart-title' }, 'Validation score by step'),
    legend(),
    slider,
    readout,
  )
  const scores = scorePlot(frame, { width: 600, height: 240 }, scoreBox)
  const stepSizes = stepSizePlot(frame, { width: 600, height: 72 }, sizeBox)
  const plots = [scores, stepSizes]

  for (const plot of plots) {
    plot.over.addEventListener('click', () => {
      if (plot.cursor.left !== undefined) choose(stepAt(plot, plot.cursor.left, frame))
    })
    plot.over.addEventListener('mousemove', () => hint(stepAt(plot, plot.cursor.left ?? 0, frame)))
    plot.over.addEventListener('mouseleave', () => hint(selected))
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
      const last = lastStep(next)
      if (drawn?.initial === next.initial && drawn?.steps === next.steps && drawn?.last === last) return
      drawn = { initial: next.initial, steps: next.steps, last }
      section.hidden = next.initial === undefined
      const { x, best, initial, dropped, known, evaluated, winner } = scoreColumns(next)
      scores.setData([x, best, initial, dropped, known, evaluated, winner])
      const { x: steps, words } = stepSizeColumns(next)
      stepSizes.setData([steps, words])
      sizes.hidden = words.every(word => word === null)
      describe()
    },
    select: step => {
      if (step === selected) return
      selected = step
      for (const plot of plots) plot.redraw(false, false)
      describe()
    },
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

  function hint(step: number | undefined) {
    const made = find(step)
    setText(readout, made ? stepSentence(made) : '')
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

/** Where each key leads, as an index among so many steps. */
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
