import type { Cell } from '../step/turns.ts'

/** With more columns than this, the gaps between them are too small to see, so equal neighbours are drawn as one. */
export const mostGaps = 80

export interface Span {
  readonly grade: number
  /** The first column, and the one after the last. */
  readonly from: number
  readonly to: number
}

/** The columns with a grade; if there are many, neighbours with the same grade are joined. */
export function spansOf(cells: readonly Cell[], most = mostGaps): readonly Span[] {
  const spans: Span[] = []
  for (const [index, grade] of cells.entries()) {
    if (grade == null) continue
    const last = spans.at(-1)
    const joins = cells.length > most && last?.grade === grade && last.to === index
    if (joins) spans[spans.length - 1] = { ...last, to: index + 1 }
    else spans.push({ grade, from: index, to: index + 1 })
  }
  return spans
}

/** The column at a position in a strip, which is 0 at its left edge and 1 at its right edge. */
export const columnAt = (place: number, columns: number): number =>
  Math.min(columns - 1, Math.max(0, Math.floor(place * columns)))
