import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { formatOfMap } from '../formats/mapFormats.ts'
import type { RowReader } from './caseReader.ts'
import { type Opened, open } from './documents.ts'
import { toldOnce } from './leftOut.ts'
import { type Reading, readAlone } from './reading.ts'
import { readerOf } from './rowReader.ts'
import type { Rows } from './rows/rows.ts'

/**
 * Reads an eval set by its extension and contents, never by its name. It fails if the file cannot be parsed or is
 * empty. Problems of a single row or grader are in `problems` with their lines, and the other cases are read. Files
 * that it names are not looked for; each is reported as a problem.
 */
export const readEvalSet = (path: string, source: string): Outcome<EvalSet> => readAlone(evalSetIn(path, source))

/** The same, with access to the other files that it may name. */
export function* evalSetIn(path: string, source: string): Reading<Outcome<EvalSet>> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const set = opened.value.kind === 'map' ? yield* formatOfMap(opened.value.file) : yield* readRows(path, opened.value)
  if (!set.ok) return set
  const { cases, problems } = set.value
  if (cases.length === 0 && problems.length === 0) return failure({ code: 'eval-set-empty', place: { path } })
  return success({ ...set.value, problems: toldOnce(problems) })
}

function* readRows(path: string, { rows, names, relaxed }: OpenedRows): Reading<Outcome<EvalSet>> {
  return success(yield* evalSetOf(path, readerOf(path, rows, names), rows, relaxed ? [relaxed] : []))
}

/** The eval set that rows make, after the problems that are known already. */
export function* evalSetOf(path: string, reader: RowReader, rows: Rows, known: readonly Problem[]): Reading<EvalSet> {
  const { checks, dialect, about, read } = reader
  const cases: Case[] = []
  const problems = [...known]
  for (const row of rows) {
    const found = read(row)
    const own = 'cases' in found ? found : yield* found
    cases.push(...own.cases)
    problems.push(...own.problems)
  }
  return { path, cases, checks, ...(dialect && { dialect }), ...(about && { about }), exemplars: [], problems }
}

type OpenedRows = Extract<Opened, { readonly kind: 'rows' }>
