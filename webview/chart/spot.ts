import type uPlot from 'uplot'
import { element } from '../element.ts'
import type { CandidatePoint } from './series.ts'

/** Draws a ring around one point with an element above the canvas, so that nothing is redrawn. */
export function markSpot(plot: uPlot, point: CandidatePoint | undefined): void {
  const spot = plot.over.querySelector<HTMLElement>('.spot') ?? plot.over.appendChild(element('div', { class: 'spot' }))
  spot.hidden = point === undefined
  if (point === undefined) return
  spot.style.left = `${plot.valToPos(point.x, 'x')}px`
  spot.style.top = `${plot.valToPos(point.y, 'y')}px`
}
