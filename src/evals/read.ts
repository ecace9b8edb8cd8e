import { failure, type Outcome, success } from '../text/outcome.ts'
import { readCases } from './cases.ts'
import { readChecks } from './checks.ts'
import type { EvalSet } from './evalSet.ts'
import { type RowReader, readCsvRows, readJsonlRows, readJsonRows, readYamlRows } from './rows.ts'

const readers: Readonly<Record<string, RowReader>> = {
  yaml: readYamlRows,
  yml: readYamlRows,
  json: readJsonRows,
  jsonl: readJsonlRows,
  csv: readCsvRows,
}

/** The extensions of eval sets, in the order in which they are looked for. */
export const extensions: readonly string[] = Object.keys(readers)

/**
 * Reads an eval set by its extension. A file that cannot be parsed, or holds nothing, is a failure; whatever is wrong
 * with a single row or grader stands in `problems` with its line, and the other cases are read.
 */
export function readEvalSet(path: string, source: string): Outcome<EvalSet> {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const reader = Object.hasOwn(readers, extension) ? readers[extension] : undefined
  if (reader === undefined) {
    const detail = `its name ends in none of ${extensions.map(name => `.${name}`).join(', ')}`
    return failure({ code: 'eval-set-unparsable', detail, place: { path } })
  }
  const read = reader(path, source.replace(/^\uFEFF/, ''))
  if (!read.ok) return read
  const { rows, grader, problems } = read.value
  if (rows.length === 0 && problems.length === 0) return failure({ code: 'eval-set-empty', place: { path } })
  const graded = grader ? readChecks(grader.field, { path, line: grader.line }) : { checks: [answer], problems: [] }
  const { cases, problems: trouble } = readCases(rows, path, graded.checks)
  return success({
    path,
    cases,
    checks: graded.checks,
    exemplars: [],
    problems: [...problems, ...graded.problems, ...trouble],
  })
}

/** How cases are judged where nothing is said: by the final answer in the reply. */
export const answer = { grader: 'answer' } as const
