import { failure, type Outcome } from '../../../problem/outcome.ts'
import { type BrokenRow, type Field, jsonField, parseJson, type Row } from '../fields.ts'

/**
 * The rows of a file in order, any number of times. Each is made on demand, so that 100,000 of them are never all in
 * memory.
 */
export type Rows = Iterable<Row | BrokenRow>

/** A row that is found but not read yet, so that the rows of a large file are never all in memory as maps. */
export type FoundRow = () => Row | BrokenRow

/** Finds the rows of a file in its text, which may come in pieces of any size. After a failure it must not go on. */
export interface RowScanner {
  /** The columns of a table; undefined if the file is not a table. */
  names(): readonly string[] | undefined
  /** The rows that this piece of the text ends. */
  read(text: string): Outcome<readonly FoundRow[]>
  /** The row that only the end of the text ends. */
  end(): Outcome<readonly FoundRow[]>
}

/** A row from what `read` returns; if it throws, the row is broken. */
export function rowOf(line: number, read: () => Field | undefined): Row | BrokenRow {
  try {
    const fields = read()?.map
    return fields ? { line, fields } : { line, detail: 'it is not a map of names to values' }
  } catch (error) {
    // The engine counts lines from the start of the row, whose own line is told before.
    return { line, detail: errorText(error).replace(/ \(line \d+ column \d+\)/, '') }
  }
}

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

/** The place of the quote that ends the text of a JSON source that starts at `start`. */
export function endOfString(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1
  return at
}

/** A row with more characters is not a case but a mistake or an attack. */
export const longestRow = 8_000_000

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character)

export const unparsable = (path: string, detail: string, line?: number): Outcome<never> =>
  failure({ code: 'eval-set-unparsable', detail, place: { path, ...(line !== undefined && { line }) } })

export const errorText = (error: unknown): string => firstLine(error instanceof Error ? error.message : String(error))

export const firstLine = (message: string): string => message.split('\n')[0] ?? message
