import { failure, type Outcome } from '../../problem/outcome.ts'
import { lineStarts } from '../../prompts/source/lineEnds.ts'
import { expectedNames } from '../reading/rowNames.ts'
import { withField } from '../writing/editRow.ts'
import { dataIn, formOf, readAgain } from '../writing/form.ts'
import { cell } from '../writing/tableRows.ts'

/**
 * The source of an eval set with another expected answer for the case that begins on a line, counted from 1. Every
 * other byte is kept. The result is read again; if anything but that answer would differ, it fails with not-writable.
 */
export function withLabel(path: string, source: string, line: number, label: string): Outcome<string> {
  const refuse = (detail: string): Outcome<string> => failure({ code: 'not-writable', detail, place: { path, line } })
  const form = formOf(path, source)
  if (!form.ok) return form
  if (form.value.tool === 'promptfoo') return refuse('what is right is said by assertions there')
  const { rows, lines, names } = form.value
  const at = lines.indexOf(line)
  const name = expectedNames.find(one => rows[at]?.[one] !== undefined) ?? 'expected'
  if (at < 0) return refuse('the case is not found there')
  if (!names) return withField(path, source, line, name, label)
  const written = withCell(source, line, names.indexOf(name), label)
  if (written === undefined) return refuse('the table has no column for the expected answer, or the row is not plain')
  const wanted = dataIn(form.value).map((row, index) => (index === at ? { ...row, [name]: label } : row))
  return readAgain(path, written, wanted)
}

/** One cell of the row of a table that begins on a line; undefined if there is no such cell. */
function withCell(source: string, line: number, column: number, text: string): string | undefined {
  const start = lineStarts(source)[line - 1]
  if (start === undefined || column < 0) return undefined
  let at: number = start
  for (let index = 0; ; index++) {
    const end: number = at + (/^(?:"(?:[^"]|"")*"|[^",\r\n]*)/.exec(source.slice(at))?.[0].length ?? 0)
    if (index === column) return source.slice(0, at) + cell(text) + source.slice(end)
    if (source[end] !== ',') return undefined
    at = end + 1
  }
}
