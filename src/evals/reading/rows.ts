import { CsvError, parse } from 'csv-parse/sync'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type BrokenRow, type Field, jsonField, parseJson, type Row, textField } from './fields.ts'

/**
 * The rows of a file in order, as often as they are asked for. Each is made when its turn comes, so that 100,000 of them
 * are never all there at once.
 */
export type Rows = Iterable<Row | BrokenRow>

/** A row from what was read of it; a reader that throws makes it a broken one. */
export function rowOf(line: number, read: () => Field | undefined): Row | BrokenRow {
  try {
    const fields = read()?.map
    return fields ? { line, fields } : { line, detail: 'it is not a map of names to values' }
  } catch (error) {
    return { line, detail: errorText(error) }
  }
}

/** One map a line; a line that is none is broken, and the others still count. */
export function* jsonlRows(source: string): Generator<Row | BrokenRow, void, undefined> {
  let line = 0
  for (const text of textLines(source)) {
    const row = jsonlRow(++line, text)
    if (row) yield row
  }
}

/** Undefined where the line is blank. */
export const jsonlRow = (line: number, text: string): Row | BrokenRow | undefined =>
  text.trim() === '' ? undefined : rowOf(line, () => jsonField(parseJson(text)))

/** The maps of a JSON list, with the line that each starts on. The source has to be valid JSON whose root is a list. */
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

/** A CSV file: the names of its header, and its rows with every cell as a text. */
export interface Table {
  readonly names: readonly string[]
  readonly rows: Rows
  /** What is told where quotes inside of cells are text. */
  readonly relaxed?: Problem
}

/**
 * A header row names the variables; a row with more or fewer fields is broken. Where quotes stand inside of a cell that is
 * not quoted, so that the table cannot be read strictly, such quotes are text.
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

/** What is told of a table that only lenient reading may understand; undefined where something else is wrong. */
export const relaxedFor = ({ code, place }: Problem): Problem | undefined =>
  code === 'eval-set-unparsable' && place?.line !== undefined ? { code: 'quotes-relaxed', place } : undefined

export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/** A table with more columns than this, or a row with more characters, is no eval set but an oversight or an attack. */
const mostColumns = 10_000
export const longestRow = 8_000_000

/** What the header names; no two columns may have one name. */
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
        // Nothing is kept by the parser itself.
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

/** The parser counts lines up to a record's end; quoted line ends inside it lead back to its start. */
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
