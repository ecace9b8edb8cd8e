import { type Outcome, success } from '../../../problem/outcome.ts'
import type { Problem } from '../../../problem/problem.ts'
import { csvScanner, relaxedFor } from './csvScanner.ts'
import { jsonlScanner } from './jsonlScanner.ts'
import type { RowScanner, Rows } from './rows.ts'

/** Makes the scanner of a file; with `relaxed` it takes for text what it would otherwise not understand. */
type NewScanner = (path: string, relaxed: boolean) => RowScanner

/** The formats that have one row after the other, by their extension. */
export const scanners = { csv: csvScanner, jsonl: jsonlScanner } as const satisfies Record<string, NewScanner>

/** The scanner for a file by its extension; undefined if only the whole text shows its rows. */
export const scannerFor = (path: string): NewScanner | undefined =>
  /\.csv$/i.test(path) ? scanners.csv : /\.jsonl$/i.test(path) ? scanners.jsonl : undefined

/** All rows of a file. */
export interface ScannedRows {
  readonly rows: Rows
  /** The columns of a table. */
  readonly names?: readonly string[]
  /** Reported if quotes inside of cells were read as text. */
  readonly relaxed?: Problem
}

/** The rows of a whole text; a table that cannot be read strictly is read leniently. */
export function scan(path: string, source: string, scanner: NewScanner): Outcome<ScannedRows> {
  const strict = readAll(scanner(path, false), source)
  const relaxed = strict.ok ? undefined : relaxedFor(strict.problem)
  if (relaxed === undefined) return strict
  const lenient = readAll(scanner(path, true), source)
  return lenient.ok ? success({ ...lenient.value, relaxed }) : lenient
}

function readAll(scanner: RowScanner, source: string): Outcome<ScannedRows> {
  const found = scanner.read(source)
  if (!found.ok) return found
  const last = scanner.end()
  if (!last.ok) return last
  const all = [...found.value, ...last.value]
  const names = scanner.names()
  const rows: Rows = {
    *[Symbol.iterator]() {
      for (const row of all) yield row()
    },
  }
  return success({ rows, ...(names && { names }) })
}
