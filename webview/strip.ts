import { draw } from './draw.ts'
import type { Cell } from './turns.ts'

/** Units of the drawing: a column's width with the gap after it, and the height of a right answer. */
const [column, gap, height] = [10, 2, 10]

/**
 * One case over all steps: a bar as high as its grade, full where the answer is right, a low mark where it is wrong, nothing
 * where it is not known. Height tells them apart as well as colour does.
 */
export function strip(cells: readonly Cell[]): SVGElement {
  const svg = draw('svg', {
    class: 'strip',
    viewBox: `0 0 ${cells.length * column} ${height}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  })
  const bar = (cell: number, index: number) => {
    const tall = Math.max(2, height * cell)
    return `M${index * column + gap / 2} ${height - tall}h${column - gap}v${tall}h${gap - column}z`
  }
  const bars = (wanted: (cell: number) => boolean) =>
    cells.flatMap((cell, index) => (cell != null && wanted(cell) ? [bar(cell, index)] : [])).join('')
  svg.append(
    draw('path', { class: 'right', d: bars(cell => cell === 1) }),
    draw('path', { class: 'partly', d: bars(cell => cell < 1 && cell > 0) }),
    draw('path', { class: 'wrong', d: bars(cell => cell === 0) }),
    draw('rect', { class: 'at', x: 0, y: 0, width: column, height }),
  )
  return svg
}

/** Marks one column of every strip within. */
export const markColumn = (within: HTMLElement, index: number): void =>
  within.style.setProperty('--column', `${index * column}px`)

/** The column at a place in a strip, 0 at its left edge and 1 at its right one. */
export const columnAt = (place: number, columns: number): number =>
  Math.min(columns - 1, Math.max(0, Math.floor(place * columns)))
