import { CsvError, Parser } from 'csv-parse'
import { type Outcome, success } from '../../../problem/outcome.ts'
import type { Problem } from '../../../problem/problem.ts'
import { counted } from '../../../text/numbers.ts'
import { type BrokenRow, type Field, type Row, textField } from '../fields.ts'
import { errorText, type FoundRow, longestRow, type RowScanner, unparsable } from './rows.ts'

/**
 * Finds the rows of a table. A header row names the variables; a row with more or fewer fields is broken. With
 * `relaxed`, quotes inside of an unquoted cell are text; without, they are a failure.
 */
export function csvScanner(path: string, relaxed: boolean): RowScanner {
  let names: readonly string[] | undefined
  let records: CsvRecord[] = []
  // The parser counts a pair inside of quotes as two lines, here and in all that follows.
  let pairs = 0
  const parser = new Parser({
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: relaxed,
    on_record: (fields: string[], { lines }) => {
      const inside = fields.flatMap(field => field.match(/\r\n|\n|\r/g) ?? [])
      pairs += inside.filter(end => end === '\r\n').length
      // It gives the line on which the record ends.
      records.push({ line: lines - pairs - inside.length, fields })
      // Keeps the parser from storing the record.
      return null
    },
  })
  const rowsOf = (error: Error | null | undefined): Outcome<readonly FoundRow[]> => {
    if (error)
      return unparsable(path, errorText(error), error instanceof CsvError ? Number(error.lines) - pairs : undefined)
    const found = records
    records = []
    if (names === undefined && found.length === 0) return success([])
    const header = names ? success(names) : columnNames(path, found.shift())
    if (!header.ok) return header
    names = header.value
    return success(found.map(record => () => csvRow(header.value, record)))
  }
  // The stream of the parser reports an error only later, so the text goes directly to what the stream would call.
  return {
    names: () => names ?? [],
    read: text => stepped(done => parser._transform(Buffer.from(text), 'utf8', done), rowsOf),
    end: () => stepped(done => parser._flush(done), rowsOf),
  }
}

/** What is reported about a table that only lenient reading may understand; undefined if the problem is another one. */
export const relaxedFor = ({ code, place }: Problem): Problem | undefined =>
  code === 'eval-set-unparsable' && place?.line !== undefined ? { code: 'quotes-relaxed', place } : undefined

interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/** A table with more columns is not an eval set but a mistake or an attack. */
const mostColumns = 10_000

/** The names in the header; no two columns may have the same name. */
function columnNames(path: string, header: CsvRecord | undefined): Outcome<readonly string[]> {
  const names = header?.fields.map(name => name.trim()) ?? []
  const [only = '', second] = names
  const separator = second === undefined ? /[;\t]/.exec(only)?.[0] : undefined
  if (separator !== undefined) {
    const detail = `its columns are separated by ${separator === ';' ? 'semicolons' : 'tabs'}, not by commas`
    return unparsable(path, detail, header?.line)
  }
  if (names.length > mostColumns) {
    const detail = `it has ${names.length} columns, of which no more than ${mostColumns} are read`
    return unparsable(path, detail, header?.line)
  }
  const seen = new Set<string>()
  const twice = names.find(name => name !== '' && seen.size === seen.add(name).size)
  if (twice !== undefined) return unparsable(path, `the column "${twice}" stands there twice`, header?.line)
  return success(names)
}

function csvRow(names: readonly string[], { line, fields }: CsvRecord): Row | BrokenRow {
  if (fields.length !== names.length)
    return { line, detail: `it has ${counted(fields.length, 'field')} where the header has ${names.length}` }
  const cells: [string, Field][] = []
  for (const [index, name] of names.entries()) if (name !== '') cells.push([name, textField(fields[index] ?? '')])
  return { line, fields: Object.fromEntries(cells) }
}

/** The result of one step of the parser, which calls back before it returns. */
function stepped<T>(step: (done: (error?: Error | null) => void) => void, result: (error?: Error | null) => T): T {
  let failed: Error | null | undefined
  step(error => {
    failed = error
  })
  return result(failed)
}
