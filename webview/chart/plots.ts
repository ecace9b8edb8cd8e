import uPlot from 'uplot'
import { element } from '../element.ts'
import type { Axis } from './axes.ts'
import type { Colors } from './colors.ts'
import { marks, paths } from './marks.ts'
import { type ScoreColumns, type ScoreName, scoreNames } from './series.ts'

/** What both plots share: the theme, the axis, and the selected step. */
export interface Frame {
  colors(): Colors
  axis(): Axis
  selected(): number | undefined
}

/** Room for the labels on the left, in CSS pixels. It is the same in both plots, so that their steps are aligned. */
const gutter = 52

/** Scores by step: all candidates, the best so far as a stepped line, the original as a dashed one. */
export function scorePlot(frame: Frame, size: { width: number; height: number }, target: HTMLElement): uPlot {
  const many = (count: number) => count > 1500
  const diameter = (normal: number) => () => (many(plot.data[0].length) ? normal * 0.6 : normal)
  const hollow = (shape: keyof typeof marks, color: 'muted' | 'accent') =>
    pointsOf({
      paths: paths(marks[shape], diameter(6)),
      width: 1,
      stroke: () => frame.colors()[color],
      fill: () => frame.colors().background,
    })
  const looks: Readonly<Record<ScoreName, uPlot.Series>> = {
    best: { stroke: () => frame.colors().best, width: 2, spanGaps: true, paths: stepped, points: { show: false } },
    initial: { stroke: () => frame.colors().muted, width: 1, dash: [5, 4], points: { show: false } },
    dropped: hollow('disc', 'muted'),
    rejected: pointsOf({ paths: paths(marks.cross, diameter(5)), width: 1.2, stroke: () => frame.colors().muted }),
    known: hollow('diamond', 'accent'),
    evaluated: pointsOf({
      paths: paths(marks.disc, diameter(6)),
      width: 1,
      stroke: () => frame.colors().accent,
      fill: () => frame.colors().accent,
    }),
    winner: pointsOf({
      paths: paths(marks.disc, diameter(9)),
      width: 1,
      stroke: () => frame.colors().background,
      fill: () => frame.colors().best,
    }),
  }
  const plot: uPlot = new uPlot(
    {
      ...shared(frame, size),
      // Room below 0 for the candidates without a score.
      scales: { x: acrossScale(frame), y: { range: [-0.1, 1] } },
      axes: [
        acrossAxis(frame, true),
        valueAxis(frame, {
          splits: [0, 0.25, 0.5, 0.75, 1],
          values: (_, splits) => splits.map(split => `${split * 100} %`),
        }),
      ],
      series: [{}, ...scoreNames.map(name => looks[name])],
    },
    [[], ...scoreNames.map(() => [])],
    target,
  )
  return plot
}

/** Gives the score plot its data. */
export const showScores = (plot: uPlot, columns: ScoreColumns): void =>
  plot.setData([columns.x, ...scoreNames.map(name => columns[name])])

/** Step sizes by step, in words. */
export function stepSizePlot(frame: Frame, size: { width: number; height: number }, target: HTMLElement): uPlot {
  return new uPlot(
    {
      ...shared(frame, size),
      scales: { x: acrossScale(frame), y: { range: (_, __, max) => [0, Math.max(10, max)] } },
      axes: [
        acrossAxis(frame, false),
        valueAxis(frame, { splits: (_, __, ___, max) => [0, max], values: (_, splits) => splits.map(String) }),
      ],
      series: [
        {},
        {
          stroke: () => frame.colors().muted,
          width: 1,
          points: {
            show: plot => plot.data[0].length <= 60,
            paths: paths(marks.disc, () => 4),
            stroke: () => frame.colors().muted,
            fill: () => frame.colors().muted,
          },
        },
      ],
    },
    [[], []],
    target,
  )
}

const stepped: uPlot.Series.PathBuilder = (plot, series, first, last) =>
  uPlot.paths.stepped?.({ align: 1 })(plot, series, first, last) ?? null

const shared = (frame: Frame, size: { width: number; height: number }) =>
  ({
    ...size,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: {
      y: false,
      // A click counts even if `move` has moved the cursor under it, which uPlot's default takes for a drag.
      drag: { x: false, y: false, setScale: false, click: () => undefined },
      points: { show: false },
      sync: { key: 'steps' },
      // The line is drawn on a step, not between two.
      move: (plot, left, top) => [left < 0 ? left : plot.valToPos(middleAt(plot, left, frame), 'x'), top],
    },
    hooks: { draw: [plot => markSelected(plot, frame)] },
  }) satisfies Partial<uPlot.Options>

/** The step nearest to a position in the plot, in CSS pixels from its left edge. */
export const stepAt = (plot: uPlot, left: number, frame: Frame): number => frame.axis().stepAt(plot.posToVal(left, 'x'))

function middleAt(plot: uPlot, left: number, frame: Frame): number {
  const step = stepAt(plot, left, frame)
  const stretch = frame.axis().stretch(step)
  return stretch === undefined ? step : (stretch[0] + stretch[1]) / 2
}

const acrossScale = (frame: Frame): uPlot.Scale => ({ time: false, range: () => [0, frame.axis().end] })

const acrossAxis = (frame: Frame, labelled: boolean): uPlot.Axis => ({
  stroke: () => frame.colors().muted,
  font: frame.colors().font,
  size: labelled ? 24 : 4,
  gap: 4,
  space: () => (frame.axis().kind === 'step' ? 28 : 56),
  incrs: () => (frame.axis().kind === 'step' ? wholeIncrements : increments),
  grid: { show: false },
  ticks: { show: false },
  values: (_, splits) => splits.map(split => (labelled ? frame.axis().label(split) : '')),
})

/** Distances between two labels: of steps, and of costs, from a hundredth of a cent to a million requests. */
const wholeIncrements = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
const increments = [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6].flatMap(power =>
  [1, 2, 5].map(digit => Number(`${digit}e${power}`)),
)

const valueAxis = (frame: Frame, more: uPlot.Axis): uPlot.Axis => ({
  stroke: () => frame.colors().muted,
  font: frame.colors().font,
  size: gutter,
  gap: 6,
  grid: { stroke: () => frame.colors().grid, width: 1 },
  ticks: { show: false },
  ...more,
})

const pointsOf = (points: uPlot.Series.Points): uPlot.Series => ({
  paths: () => null,
  points: { show: true, ...points },
})

/**
 * Marks the stretch of the selected step. The mark is an element behind the canvas, so that changing the step does not
 * redraw the points.
 */
export function markSelected(plot: uPlot, frame: Frame): void {
  const band =
    plot.under.querySelector<HTMLElement>('.band') ?? plot.under.appendChild(element('div', { class: 'band' }))
  const step = frame.selected()
  const stretch = step === undefined ? undefined : frame.axis().stretch(step)
  band.hidden = stretch === undefined
  if (stretch === undefined) return
  const [from, to] = [plot.valToPos(stretch[0], 'x'), plot.valToPos(stretch[1], 'x')]
  // Wide enough to be visible among hundreds of steps.
  const half = Math.max(2, (to - from) / 2)
  const right = Math.min(plot.under.clientWidth, (from + to) / 2 + half)
  const left = Math.max(0, (from + to) / 2 - half)
  band.style.left = `${left}px`
  band.style.width = `${right - left}px`
}
