import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { lineEndOf } from '../../prompts/source/lineEnds.ts'
import { withLines } from './jsonRows.ts'

/** A CSV text with rows added. Each row gives the cell of a column by the column's name. */
export function withTableRows(
  path: string,
  source: string,
  names: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): Outcome<string> {
  const stranger = rows.flatMap(row => Object.keys(row)).find(name => !names.includes(name))
  if (stranger !== undefined)
    return failure({ code: 'not-writable', detail: `the table has no column "${stranger}"`, place: { path } })
  const lines = rows.map(row => names.map(name => cell(Object.hasOwn(row, name) ? (row[name] ?? '') : '')).join(','))
  // A line without a character is skipped when the table is read.
  return success(
    withLines(
      source,
      lines.map(line => (line === '' ? '""' : line)),
      lineEndOf(source, ''),
    ),
  )
}

/** Quoted only if it has to be: a comma, a quote, a line end, or space at an end. */
export const cell = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
