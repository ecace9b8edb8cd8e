import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { BrokenRow, Row } from './fields.ts'
import {
  brokenCsv,
  type CsvRecord,
  columnNames,
  csvOptions,
  csvRecord,
  csvRow,
  jsonlRow,
  longestRow,
  relaxedCsvOptions,
  textLines,
  unparsable,
} from './rows.ts'

/** The rows of a file while its text arrives. The last one may be the failure that stopped the reading. */
export interface StreamedRows {
  /** The columns of a CSV file. */
  readonly names?: readonly string[]
  readonly rows: AsyncGenerator<Outcome<Row | BrokenRow>, void, undefined>
}

/** Whether the file is read row by row. */
export const isStreamed = (path: string): boolean => /\.(?:csv|jsonl)$/i.test(path)

/**
 * Opens a CSV or JSONL file; gives the same rows as reading the whole text. With `relaxed`, quotes inside of cells are
 * text.
 */
export async function streamRows(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  relaxed: boolean,
): Promise<Outcome<StreamedRows>> {
  const chunks = textOf(bytes)
  return /\.csv$/i.test(path)
    ? streamCsv(path, chunks, relaxed ? relaxedCsvOptions : csvOptions)
    : success({ rows: told(path, jsonlRows(chunks)) })
}

class NotUtf8 extends Error {}

class RowTooLong extends Error {}

/** The text without a byte order mark. It throws NotUtf8, because it runs inside one of Node's streams. */
async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      throw new NotUtf8()
    }
  }
  for await (const chunk of bytes) yield decode(chunk)
  yield decode()
}

async function streamCsv(
  path: string,
  chunks: AsyncIterable<string>,
  options: typeof csvOptions,
): Promise<Outcome<StreamedRows>> {
  const records = told(path, csvRecords(chunks, options))
  const header = await records.next()
  const record: Outcome<CsvRecord | undefined> = header.done ? success(undefined) : header.value
  if (!record.ok) return record
  const names = columnNames(path, record.value)
  if (names.ok) return success({ names: names.value, rows: csvRows(names.value, records) })
  await records.return()
  return names
}

async function* csvRows(
  names: readonly string[],
  records: AsyncIterable<Outcome<CsvRecord>>,
): AsyncGenerator<Outcome<Row | BrokenRow>, void, undefined> {
  for await (const record of records) yield record.ok ? success(csvRow(names, record.value)) : record
}

async function* csvRecords(
  chunks: AsyncIterable<string>,
  options: typeof csvOptions,
): AsyncGenerator<CsvRecord, void, undefined> {
  const ends: number[] = []
  const parser = parse({
    ...options,
    on_record: (fields: string[], { lines }) => {
      ends.push(lines)
      return fields
    },
  })
  // The parser reports whatever ends the stream.
  const records: AsyncIterable<string[]> = pipeline(chunks, parser, () => undefined)
  for await (const fields of records) yield csvRecord(fields, ends.shift() ?? 1)
}

async function* jsonlRows(chunks: AsyncIterable<string>): AsyncGenerator<Row | BrokenRow, void, undefined> {
  let line = 0
  let rest = ''
  for await (const chunk of chunks) {
    rest += chunk
    // Only the next chunk shows whether a carriage return at the very end is a line end of its own.
    const known = rest.endsWith('\r') ? rest.slice(0, -1) : rest
    const end = Math.max(known.lastIndexOf('\n'), known.lastIndexOf('\r')) + 1
    for (const text of textLines(known.slice(0, end))) {
      const row = jsonlRow(line + 1, text)
      if (row) yield row
      line++
    }
    if (known.length - end > longestRow) throw new RowTooLong()
    // The text after the last line end is not a complete line yet.
    line--
    rest = rest.slice(end)
  }
  for (const text of textLines(rest)) {
    const row = jsonlRow(++line, text)
    if (row) yield row
  }
}

/** The items; an error in the file becomes a failure in its place. */
async function* told<T>(path: string, items: AsyncIterable<T>): AsyncGenerator<Outcome<T>, void, undefined> {
  try {
    for await (const item of items) yield success(item)
  } catch (error) {
    if (error instanceof NotUtf8) yield failure({ code: 'not-utf8', place: { path } })
    else if (error instanceof RowTooLong) yield unparsable(path, `a row of it has more than ${longestRow} characters`)
    else if (error instanceof CsvError) yield brokenCsv(path, error)
    else throw error
  }
}
