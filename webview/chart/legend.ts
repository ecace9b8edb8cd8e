import { draw } from '../draw.ts'
import { element } from '../element.ts'

/** Explains the marks of the chart, in words beside the same shapes. */
export const legend = (): HTMLElement =>
  element('ul', { class: 'legend' }, ...entries.map(([shape, words]) => element('li', {}, glyph(shape), words)))

const entries = [
  ['winner', 'winner of a step'],
  ['evaluated', 'scored on every case'],
  ['dropped', 'dropped from the race'],
  ['known', 'proposed before'],
  ['rejected', 'rejected, not scored'],
  ['best', 'best so far'],
  ['initial', 'your prompt'],
] as const

type Shape = (typeof entries)[number][0]

function glyph(shape: Shape): SVGElement {
  const svg = draw('svg', { class: `glyph ${shape}`, viewBox: '0 0 18 10', 'aria-hidden': 'true' })
  const [tag, attributes] = shapes[shape]
  svg.append(draw(tag, attributes))
  return svg
}

const disc = (radius: number) => ['circle', { cx: '9', cy: '5', r: String(radius) }] as const

const shapes = {
  winner: disc(4.5),
  evaluated: disc(3),
  dropped: disc(3),
  rejected: ['path', { d: 'M6.5 2.5 11.5 7.5M6.5 7.5 11.5 2.5' }],
  known: ['path', { d: 'M9 1.5 12.5 5 9 8.5 5.5 5Z' }],
  best: ['path', { d: 'M0 8H9V2H18' }],
  initial: ['path', { d: 'M0 5H18' }],
} as const satisfies Record<Shape, readonly [string, Readonly<Record<string, string>>]>
