import { CsvError, parse } from 'csv-parse/sync'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type BrokenRow, type Field, jsonField, parseJson, type Row, textField } from './fields.ts'

/**
 * The rows of a file in order, any number of times. Each is made on demand, so that 100,000 of them are never all in
 * memory.
 */
export type Rows = Iterable<Row | BrokenRow>

/** A row from what `read` returns; if it throws, the row is broken. */
export function rowOf(line: number, read: () => Field | undefined): Row | BrokenRow {
  try {
    const fields = read()?.map
    return fields ? { line, fields } : { line, detail: 'it is not a map of names to values' }
  } catch (error) {
    return { line, detail: errorText(error) }
  }
}

/** One map per line. A line that is not a map is a broken row, and the others still count. */
export function* jsonlRows(source: string): Generator<Row | BrokenRow, void, undefined> {
  let line = 0
  for (const text of textLines(source)) {
    const row = jsonlRow(++line, text)
    if (row) yield row
  }
}

/** Undefined if the line is blank. */
export const jsonlRow = (line: number, text: string): Row | BrokenRow | undefined =>
  text.trim() === '' ? undefined : rowOf(line, () => jsonField(parseJson(text)))

/** The maps of a JSON list, with the line on which each starts. The source must be valid JSON whose root is a list. */
export function* jsonListRows(source: string): Generator<Row | BrokenRow, void, undefined> {
  let line = 1
  let start: number | undefined
  let startLine = 1
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    const character = source[at]
    const ends = depth === 1 && (character === ',' || character === ']')
    if (ends && start !== undefined) {
      const text = source.slice(start, at)
      yield rowOf(startLine, () => jsonField(parseJson(text)))
      start = undefined
    }
    if (depth === 1 && start === undefined && !ends && !isSpace(character)) {
      start = at
      startLine = line
    }
    if (character === '"') at = endOfString(source, at)
    else if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') depth--
    else if (character === '\n' || (character === '\r' && source[at + 1] !== '\n')) line++
  }
}

/** A CSV file: the names in its header, and its rows with every cell as a text. */
export interface Table {
  readonly names: readonly string[]
  readonly rows: Rows
  /** Reported if quotes inside of cells were read as text. */
  readonly relaxed?: Problem
}

/**
 * A header row names the variables; a row with more or fewer fields is broken. If quotes inside of an unquoted cell
 * keep the table from being read strictly, they are read as text.
 */
export function readCsv(path: string, source: string): Outcome<Table> {
  const strict = csvRecords(path, source, csvOptions)
  const relaxed = strict.ok ? undefined : relaxedFor(strict.problem)
  const lenient = relaxed && csvRecords(path, source, relaxedCsvOptions)
  const records = lenient ?? strict
  if (!records.ok) return records
  const [header, ...rest] = records.value
  const names = columnNames(path, header)
  if (!names.ok) return names
  const rows: Rows = {
    *[Symbol.iterator]() {
      for (const record of rest) yield csvRow(names.value, record)
    },
  }
  return success({ names: names.value, rows, ...(relaxed && { relaxed }) })
}

/** What is reported about a table that only lenient reading may understand; undefined if the problem is another one. */
export const relaxedFor = ({ code, place }: Problem): Problem | undefined =>
  code === 'eval-set-unparsable' && place?.line !== undefined ? { code: 'quotes-relaxed', place } : undefined

export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/** A table with more columns, or a row with more characters, is not an eval set but a mistake or an attack. */
const mostColumns = 10_000
export const longestRow = 8_000_000

/** The names in the header; no two columns may have the same name. */
export function columnNames(path: string, header: CsvRecord | undefined): Outcome<readonly string[]> {
  const names = header?.fields.map(name => name.trim()) ?? []
  const [only = '', second] = names
  const separator = second === undefined ? /[;\t]/.exec(only)?.[0] : undefined
  if (separator !== undefined) {
    const detail = `its columns are separated by ${separator === ';' ? 'semicolons' : 'tabs'}, not by commas`
    return unparsable(path, detail, header?.line)
  }
  if (names.length > mostColumns)
    return unparsable(
      path,
      `it has ${names.length} columns, of which no more than ${mostColumns} are read`,
      header?.line,
    )
  const seen = new Set<string>()
  const twice = names.find(name => name !== '' && seen.size === seen.add(name).size)
  if (twice !== undefined) return unparsable(path, `the column "${twice}" stands there twice`, header?.line)
  return success(names)
}

export function csvRow(names: readonly string[], { line, fields }: CsvRecord): Row | BrokenRow {
  if (fields.length !== names.length)
    return { line, detail: `it has ${fields.length} fields where the header has ${names.length}` }
  const cells: [string, Field][] = []
  for (const [index, name] of names.entries()) if (name !== '') cells.push([name, textField(fields[index] ?? '')])
  return { line, fields: Object.fromEntries(cells) }
}

/** How a table is read, whole or in chunks. */
export const csvOptions = {
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: longestRow,
  record_delimiter: ['\r\n', '\n', '\r'],
}

export const relaxedCsvOptions = { ...csvOptions, relax_quotes: true }

function csvRecords(path: string, source: string, options: typeof csvOptions): Outcome<readonly CsvRecord[]> {
  const records: CsvRecord[] = []
  try {
    parse(source, {
      ...options,
      on_record: (fields: string[], { lines }) => {
        records.push(csvRecord(fields, lines))
        // Keeps the parser from storing the record.
        return null
      },
    })
    return success(records)
  } catch (error) {
    return brokenCsv(path, error)
  }
}

export const brokenCsv = (path: string, error: unknown): Outcome<never> =>
  unparsable(path, errorText(error), error instanceof CsvError ? Number(error.lines) : undefined)

/**
 * The parser gives the line of a record's end; the line ends inside its quotes are subtracted to get the line of its
 * start.
 */
export const csvRecord = (fields: readonly string[], end: number): CsvRecord => ({
  line: fields.reduce((line, field) => line - (field.match(/\r\n|\n|\r/g)?.length ?? 0), end),
  fields,
})

export function* textLines(source: string): Generator<string, void, undefined> {
  const breaks = /\r\n|\n|\r/g
  let start = 0
  for (let match = breaks.exec(source); match; match = breaks.exec(source)) {
    yield source.slice(start, match.index)
    start = breaks.lastIndex
  }
  yield source.slice(start)
}

function endOfString(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1
  return at
}

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character)

export const unparsable = (path: string, detail: string, line?: number): Outcome<never> =>
  failure({ code: 'eval-set-unparsable', detail, place: { path, ...(line !== undefined && { line }) } })

export const errorText = (error: unknown): string => firstLine(error instanceof Error ? error.message : String(error))

export const firstLine = (message: string): string => message.split('\n')[0] ?? message
