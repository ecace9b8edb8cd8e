import { type Outcome, success } from '../../../problem/outcome.ts'
import { jsonField, parseJson } from '../fields.ts'
import { type FoundRow, longestRow, type RowScanner, rowOf, unparsable } from './rows.ts'

/** One map per line. A line that is not a map is a broken row, and the others still count; a blank line is no row. */
export function jsonlScanner(path: string): RowScanner {
  let line = 0
  let rest = ''
  const rowsOf = (lines: Iterable<string>): Outcome<readonly FoundRow[]> => {
    const rows: FoundRow[] = []
    for (const text of lines) {
      const at = ++line
      if (text.length > longestRow) return tooLong(path)
      if (text.trim() !== '') rows.push(() => rowOf(at, () => jsonField(parseJson(text))))
    }
    return success(rows)
  }
  return {
    names: () => undefined,
    read(text) {
      rest += text
      // Only the next piece shows whether a carriage return at the very end is a line end of its own.
      const known = rest.endsWith('\r') ? rest.slice(0, -1) : rest
      const end = Math.max(known.lastIndexOf('\n'), known.lastIndexOf('\r')) + 1
      const rows = rowsOf(linesOf(rest.slice(0, end)))
      rest = rest.slice(end)
      return rows.ok && rest.length > longestRow ? tooLong(path) : rows
    },
    end: () => rowsOf(rest === '' ? [] : linesOf(rest)),
  }
}

const tooLong = (path: string): Outcome<never> => unparsable(path, `a row of it has more than ${longestRow} characters`)

/** The lines of a text without their ends; what stands after the last line end is a line unless it is empty. */
function* linesOf(text: string): Generator<string, void, undefined> {
  const breaks = /\r\n|\n|\r/g
  let start = 0
  for (let match = breaks.exec(text); match; match = breaks.exec(text)) {
    yield text.slice(start, match.index)
    start = breaks.lastIndex
  }
  if (start < text.length) yield text.slice(start)
}
