import { CsvError, parse } from 'csv-parse/sync'
import { type Document, isMap, isSeq, LineCounter, parseDocument, type YAMLSeq } from 'yaml'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { Problem } from '../text/problem.ts'
import { type Field, fieldOf, type Row, textField } from './fields.ts'

/** What a file of cases holds before anything is made of it. */
export interface RowSet {
  readonly rows: readonly Row[]
  /** The set's own `grader`, where it names one. */
  readonly grader?: { readonly field: Field; readonly line: number }
  readonly problems: readonly Problem[]
}

export type RowReader = (path: string, source: string) => Outcome<RowSet>

/** Reads a list of maps, or a map whose `cases` is one. */
export const readYamlRows: RowReader = (path, source) => {
  const lines = new LineCounter()
  const doc = parseDocument(source, { lineCounter: lines, uniqueKeys: false })
  const error = doc.errors[0]
  if (error) return unparsable(path, firstLine(error.message), error.linePos?.[0].line)
  const list = isMap(doc.contents) ? doc.get('cases') : doc.contents
  if (list === null && !isMap(doc.contents)) return success({ rows: [], problems: [] })
  if (!isSeq(list)) return unparsable(path, 'neither a list of cases nor a map with "cases"', 1)
  const graderNode = isMap(doc.contents) ? doc.get('grader', true) : undefined
  const grader = fieldOf(graderNode, doc)
  const set = readList(path, doc, lines, list)
  return success(grader ? { ...set, grader: { field: grader, line: lineOf(graderNode, lines) } } : set)
}

/** The rows of a list that stands somewhere in a YAML file. */
export function readList(path: string, doc: Document, lines: LineCounter, list: YAMLSeq): RowSet {
  const first = lineOf(list, lines)
  return collect(
    path,
    list.items.map(item => ({
      line: offsetOf(item) === undefined ? first : lineOf(item, lines),
      read: () => fieldOf(item, doc),
    })),
  )
}

/** The line that a node starts on, counted from 1. */
export const lineOf = (node: unknown, lines: LineCounter): number => lines.linePos(offsetOf(node) ?? 0).line

/** JSON is read as the YAML it also is, which knows the lines; but first it has to be JSON. */
export const readJsonRows: RowReader = (path, source) => {
  const error = jsonError(source)
  if (error === undefined) return readYamlRows(path, source)
  const place = parseDocument(source, { uniqueKeys: false }).errors[0]?.linePos?.[0].line
  return unparsable(path, error, place)
}

/** One map a line; a line that is none is a problem, and the others still count. */
export const readJsonlRows: RowReader = (path, source) => {
  const lines = source.split(/\r\n|\n|\r/).map((text, index) => ({ text, line: index + 1 }))
  const read = (text: string): Field | undefined => {
    JSON.parse(text)
    const doc = parseDocument(text, { uniqueKeys: false })
    return fieldOf(doc.contents, doc)
  }
  const written = lines.filter(({ text }) => text.trim() !== '')
  return success(
    collect(
      path,
      written.map(({ text, line }) => ({ line, read: () => read(text) })),
    ),
  )
}

/** A header row names the variables; a row with more or fewer fields is a problem. */
export const readCsvRows: RowReader = (path, source) => {
  const records = csvRecords(path, source)
  if (!records.ok) return records
  const [header, ...rest] = records.value
  if (header === undefined) return success({ rows: [], problems: [] })
  const names = header.fields.map(name => name.trim())
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return unparsable(path, `the column "${twice}" stands there twice`, header.line)
  const read = (fields: readonly string[]): Field => {
    if (fields.length !== names.length)
      throw new SyntaxError(`it has ${fields.length} fields where the header has ${names.length}`)
    const cells = names.map((name, index) => [name, textField(fields[index] ?? '')] as const)
    return { text: '', map: Object.fromEntries(cells.filter(([name, field]) => name !== '' && field.text !== '')) }
  }
  return success(
    collect(
      path,
      rest.map(({ line, fields }) => ({ line, read: () => read(fields) })),
    ),
  )
}

/** A reader throws where a row cannot be read; that is a problem of the row alone. */
function collect(path: string, items: readonly { line: number; read: () => Field | undefined }[]): RowSet {
  const rows: Row[] = []
  const problems: Problem[] = []
  for (const { line, read } of items) {
    const broken = (detail: string) => problems.push({ code: 'broken-row', detail, place: { path, line } })
    try {
      const fields = read()?.map
      if (fields) rows.push({ line, fields })
      else broken('it is not a map of names to values')
    } catch (error) {
      broken(messageOf(error))
    }
  }
  return { rows, problems }
}

function csvRecords(path: string, source: string): Outcome<{ line: number; fields: readonly string[] }[]> {
  const records: { line: number; fields: readonly string[] }[] = []
  try {
    parse(source, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (fields: string[], { lines }) => {
        records.push({ line: startLine(fields, lines), fields })
        return fields
      },
    })
    return success(records)
  } catch (error) {
    return unparsable(path, messageOf(error), error instanceof CsvError ? Number(error.lines) : undefined)
  }
}

/** The parser counts lines up to a record's end; quoted line ends inside it lead back to its start. */
const startLine = (fields: readonly string[], end: number): number =>
  fields.reduce((line, field) => line - (field.match(/\r\n|\n|\r/g)?.length ?? 0), end)

function jsonError(source: string): string | undefined {
  try {
    JSON.parse(source)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

function offsetOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined
  return typeof node.range[0] === 'number' ? node.range[0] : undefined
}

const unparsable = (path: string, detail: string, line?: number): Outcome<never> =>
  failure({ code: 'eval-set-unparsable', detail, place: { path, ...(line !== undefined && { line }) } })

const messageOf = (error: unknown): string => firstLine(error instanceof Error ? error.message : String(error))

const firstLine = (message: string): string => message.split('\n')[0] ?? message
