import { visibleLine } from '../../src/text/visible.ts'
import { draw } from '../draw.ts'
import type { HeatCell } from './skillColumns.ts'

/** The size of a cell in CSS pixels. */
const width = 26
const height = 22

/** The space above the first row for the names of the columns, which stand upright. */
const headHeight = 118

/** The most characters of a name that fit there. */
const longestName = 18

/** The names of the columns, to be put above the rows. The table says the same in words, so it is not read aloud. */
export function heatHead(columns: readonly string[]): SVGElement {
  const head = drawing(columns.length * width, headHeight)
  for (const [column, name] of columns.entries()) {
    const shown = visibleLine(name)
    const label = draw('text', {
      class: 'name',
      transform: `translate(${column * width + 17} ${headHeight - 6}) rotate(-90)`,
    })
    label.textContent = shown.length > longestName ? `${shown.slice(0, longestName - 1)}…` : shown
    const full = draw('title', {})
    full.textContent = shown
    label.append(full)
    head.append(label)
  }
  return head
}

/**
 * The answers to one query, a cell for each column: the more answers, the stronger. The cells of the right skills are
 * outlined; answers that should not be are crossed out, so that colour is not needed.
 */
export function heatRow(
  columns: readonly string[],
  cells: readonly HeatCell[],
  expected: readonly string[],
): SVGElement {
  const row = drawing(columns.length * width, height)
  for (const { column, count, share, isRight } of cells) {
    const at = { x: column * width + 1, y: 1, width: width - 2, height: height - 2 }
    row.append(draw('rect', { class: isRight ? 'right' : 'wrong', 'fill-opacity': 0.2 + 0.45 * share, ...at }))
    if (!isRight) row.append(draw('path', { class: 'cross', d: `M${at.x + 2} ${height - 3}L${at.x + at.width - 2} 3` }))
    const text = draw('text', { class: 'count', x: column * width + width / 2, y: height / 2 + 4 })
    text.textContent = String(count)
    row.append(text)
  }
  for (const name of expected) {
    const column = columns.indexOf(name)
    if (column >= 0)
      row.append(
        draw('rect', { class: 'owner', x: column * width + 1.5, y: 1.5, width: width - 3, height: height - 3 }),
      )
  }
  return row
}

const drawing = (wide: number, high: number): SVGElement =>
  draw('svg', { class: 'heat', width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, 'aria-hidden': 'true' })
