import { mostGaps, spansOf } from '../chart/spans.ts'
import { draw } from '../draw.ts'
import type { Cell } from './turns.ts'

/** Units of the drawing: the width of a column, and the height of a right answer. */
const [column, height] = [10, 10]

/**
 * One case over all steps: a bar as high as its grade, full height for a right answer, a low mark for a wrong one,
 * nothing if unknown. Height distinguishes them as well as colour does.
 */
export function strip(cells: readonly Cell[]): SVGElement {
  const svg = draw('svg', {
    class: 'strip',
    viewBox: `0 0 ${cells.length * column} ${height}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  })
  const bars = spansOf(cells)
  const pathOf = (wanted: (grade: number) => boolean) =>
    bars
      .map(({ grade, from, to }) => (wanted(grade) ? bar(grade, from, to, cells.length > mostGaps ? 0 : 2) : ''))
      .join('')
  svg.append(
    draw('path', { class: 'right', d: pathOf(grade => grade === 1) }),
    draw('path', { class: 'partly', d: pathOf(grade => grade < 1 && grade > 0) }),
    draw('path', { class: 'wrong', d: pathOf(grade => grade === 0) }),
    draw('rect', { class: 'at', x: 0, y: 0, width: column, height }),
  )
  return svg
}

function bar(grade: number, from: number, to: number, gap: number): string {
  const tall = Math.max(2, height * grade)
  const wide = (to - from) * column - gap
  return `M${from * column + gap / 2} ${height - tall}h${wide}v${tall}h${-wide}z`
}

/** Marks one column in all strips below an element, and says how many columns there are. */
export function markColumn(within: HTMLElement, index: number, columns: number): void {
  within.style.setProperty('--column', `${index * column}px`)
  within.style.setProperty('--columns', String(columns))
}
