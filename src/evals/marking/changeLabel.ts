import { isDeepStrictEqual } from 'node:util'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { open } from '../reading/documents.ts'
import { dataOf, type Fields } from '../reading/fields.ts'
import { expectedNames } from '../reading/rowNames.ts'
import { withField } from '../writing/editRow.ts'
import { formOf } from '../writing/form.ts'
import { cell } from '../writing/tableRows.ts'

/**
 * The source of an eval set with another expected answer for the case that begins on a line, counted from 1. Every
 * other byte is kept. The result is read again; where anything but that answer would differ, it fails with not-writable.
 */
export function withLabel(path: string, source: string, line: number, label: string): Outcome<string> {
  const refuse = (detail: string): Outcome<string> => failure({ code: 'not-writable', detail, place: { path, line } })
  const form = formOf(path, source)
  if (!form.ok) return form
  if (form.value.tool === 'promptfoo') return refuse('what is right is said by assertions there')
  const { key, names } = form.value
  const before = rowsIn(path, source, key)
  const at = before.findIndex(row => row.line === line)
  const name = expectedNames.find(one => before[at]?.fields[one] !== undefined) ?? 'expected'
  if (at < 0) return refuse('the case is not found there')
  const written = names
    ? withCell(source, line, names.indexOf(name), label)
    : withField(path, source, line, name, label)
  if (written === undefined) return refuse('the table has no column for the expected answer, or the row is not plain')
  if (!written.ok) return written
  const wanted = before.map(({ fields }, index) => ({ ...dataIn(fields), ...(index === at && { [name]: label }) }))
  const after = rowsIn(path, written.value, key).map(({ fields }) => dataIn(fields))
  return isDeepStrictEqual(after, wanted) ? written : refuse('the answer would be read as something else there')
}

interface Found {
  readonly line: number
  readonly fields: Fields
}

function rowsIn(path: string, source: string, key: string | undefined): readonly Found[] {
  const opened = open(path, source)
  if (!opened.ok) return []
  const { value } = opened
  const rows = value.kind === 'rows' ? value.rows : key === undefined ? [] : (value.file.rows(key) ?? [])
  return Array.from(rows).flatMap(row => ('detail' in row ? [] : [row]))
}

const dataIn = (fields: Fields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, dataOf(field)]))

/** One cell of the row of a table that begins on a line; undefined if there is no such cell. */
function withCell(source: string, line: number, column: number, text: string): Outcome<string> | undefined {
  const starts = [source.startsWith('\uFEFF') ? 1 : 0]
  for (const match of source.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length)
  const start = starts[line - 1]
  if (start === undefined || column < 0) return undefined
  let at: number = start
  for (let index = 0; ; index++) {
    const end: number = at + (/^(?:"(?:[^"]|"")*"|[^",\r\n]*)/.exec(source.slice(at))?.[0].length ?? 0)
    if (index === column) return success(source.slice(0, at) + cell(text) + source.slice(end))
    if (source[end] !== ',') return undefined
    at = end + 1
  }
}
