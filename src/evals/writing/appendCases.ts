import { isDeepStrictEqual } from 'node:util'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Case } from '../evalSet.ts'
import { readEvalSet } from '../reading/readEvalSet.ts'
import { dataIn, type Form, formOf, type Tool } from './form.ts'
import { withJsonLines, withJsonRows } from './jsonRows.ts'
import type { NewCase } from './newCase.ts'
import type { DataMap } from './rowData.ts'
import { rowOfCase } from './rowOfCase.ts'
import { withTableRows } from './tableRows.ts'
import { withYamlRows } from './yamlRows.ts'

/**
 * The source of an eval set with cases added at the end of its list, in the file's own form. Everything else stays as it
 * is, byte for byte: comments, line ends, a byte order mark, the indentation. The result is read again; if the old cases
 * are not all there as before and the new ones as wanted, it is refused with not-writable. `tool` says how the rows of a
 * file without any are written.
 */
export function appendCases(path: string, source: string, cases: readonly NewCase[], tool?: Tool): Outcome<string> {
  const form = formOf(path, source, tool)
  if (!form.ok) return form
  const rows: DataMap[] = []
  for (const [index, newCase] of cases.entries()) {
    const row = rowOfCase(newCase, form.value, form.value.rows.length + index + 1)
    if (!row.ok) return failure({ ...row.problem, place: { path } })
    rows.push(row.value)
  }
  const written = withRows(path, source, form.value, rows)
  if (!written.ok) return written
  const after = formOf(path, written.value, tool)
  const isKept = after.ok && isDeepStrictEqual(filled(after.value), [...filled(form.value), ...rows.map(plain)])
  return isKept && isRead(path, source, written.value, cases, form.value)
    ? written
    : failure({ code: 'not-writable', detail: 'the cases would be read as something else there', place: { path } })
}

function withRows(path: string, source: string, { key, names }: Form, rows: readonly DataMap[]): Outcome<string> {
  if (names) return withTableRows(path, source, names, rows.map(cells))
  if (/\.jsonl$/i.test(path)) return success(withJsonLines(source, rows))
  const keys = key === undefined ? [] : [key]
  return /\.json$/i.test(path) ? withJsonRows(path, source, keys, rows) : withYamlRows(path, source, keys, rows)
}

const cells = (row: DataMap): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]))

/** The data of the rows; an empty cell of a table is no value. */
const filled = (form: Form): readonly unknown[] =>
  form.names
    ? dataIn(form).map(row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')))
    : dataIn(form)

const plain = (row: DataMap): unknown => JSON.parse(JSON.stringify(row))

/** Whether the readers find the new cases, with the variables and answers that are wanted. */
function isRead(path: string, before: string, after: string, cases: readonly NewCase[], form: Form): boolean {
  if (form.tool === 'github') return true
  const [old, now] = [before, after].map(source => readEvalSet(path, source))
  if (now === undefined) return false
  if (!now.ok) return now.problem.code === 'eval-set-empty'
  const known = new Map<string, number>()
  for (const evalCase of old?.ok ? old.value.cases : []) count(known, said(evalCase), 1)
  for (const evalCase of now.value.cases) count(known, said(evalCase), -1)
  const added = [...known].flatMap(([text, left]) => Array.from({ length: -left }, () => text))
  const wanted = cases.filter(({ draft }) => draft === undefined).map(one => wantedOf(one, form))
  return isDeepStrictEqual(added.sort(), wanted.filter(one => one !== undefined).sort())
}

const count = (known: Map<string, number>, text: string, by: number): void =>
  void known.set(text, (known.get(text) ?? 0) + by)

const said = ({ vars, expected }: Pick<Case, 'vars' | 'expected'>): string =>
  JSON.stringify([Object.entries(vars).sort(), expected])

/** Promptfoo drops one line end at the end of a value when it fills it in. */
const withoutLastEnd = (vars: NewCase['vars']): NewCase['vars'] =>
  Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, value.replace(/\n$/, '')]))

/** How a case reads afterwards; undefined if it is left out because nothing judges it. */
function wantedOf({ vars, expected, checks = [] }: NewCase, { tool }: Form): string | undefined {
  const isUnjudged = expected.length === 0 && checks.length === 0
  switch (tool) {
    case 'promptfoo':
      return isUnjudged ? undefined : said({ vars: withoutLastEnd(vars), expected: [] })
    case 'skill': {
      const joined = expected.join('\n')
      return isUnjudged
        ? undefined
        : said({ vars: { prompt: Object.values(vars).join('\n') }, expected: joined === '' ? [] : [joined] })
    }
    default:
      return said({ vars, expected: expected.filter(text => text !== '') })
  }
}
