import type { SplitName } from '../evalSet.ts'
import { expectedNames } from '../reading/rowNames.ts'
import type { NewCase } from '../writing/newCase.ts'
import type { Imported, ImportedRow } from './imported.ts'
import { isLike } from './tables.ts'

/** What a column becomes in a case. */
export type ColumnRole =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'expected' | 'id' | 'split' | 'nothing' }

export type ColumnRoles = ReadonlyMap<string, ColumnRole>

/** Names by which people and tools call the input. */
const inputNames = ['input', 'prompt', 'query', 'question', 'text', 'message', 'content', 'request', 'user']

/** Names by which people call the right answer in tables, beside those that eval sets use. */
const answerNames = [
  ...expectedNames,
  'expected answer',
  'correct',
  'gold',
  'topic',
  'category',
  'class',
  'intent',
  'sentiment',
  'result',
  'response',
]

/** The names that a header may have, so that it is not taken for a row. */
export const knownNames = (placeholders: readonly string[]): readonly string[] => [
  ...placeholders,
  ...inputNames,
  ...answerNames,
]

/**
 * What the columns become if nobody says otherwise: by their names; then a lone placeholder that is left takes the
 * column that is called like an input, else the one that holds the longest texts.
 */
export function guessRoles({ columns, rows }: Imported, placeholders: readonly string[]): ColumnRoles {
  const names = variablesOf(placeholders)
  const roles = new Map<string, ColumnRole>()
  for (const column of columns) {
    const name = names.find(one => isLike(one, column))
    if (name !== undefined) roles.set(column, { kind: 'variable', name })
  }
  const left = () => columns.filter(column => !roles.has(column))
  const answer = answerNames.flatMap(name => left().find(column => isLike(column, name)) ?? [])[0]
  if (answer !== undefined) roles.set(answer, { kind: 'expected' })
  for (const kind of ['id', 'split'] as const) {
    const column = left().find(one => isLike(one, kind))
    if (column !== undefined) roles.set(column, { kind })
  }
  const taken = new Set([...roles.values()].flatMap(role => (role.kind === 'variable' ? [role.name] : [])))
  const [open, another] = names.filter(name => !taken.has(name))
  if (open !== undefined && another === undefined) {
    const named = inputNames.flatMap(name => left().find(column => isLike(column, name)) ?? [])[0]
    const column = named ?? left().toSorted((a, b) => lengthOf(rows, b) - lengthOf(rows, a))[0]
    if (column !== undefined) roles.set(column, { kind: 'variable', name: open })
  }
  return new Map(columns.map(column => [column, roles.get(column) ?? { kind: 'nothing' }]))
}

const lengthOf = (rows: readonly ImportedRow[], column: string): number =>
  rows.reduce((sum, { cells }) => sum + (cells[column]?.length ?? 0), 0)

/** The roles with some of them named by hand: `column=placeholder`, `column=expected`, `column=nothing`. */
export function withNamed(
  roles: ColumnRoles,
  named: readonly string[],
  placeholders: readonly string[],
): ColumnRoles | { readonly unknown: string } {
  const all = new Map(roles)
  for (const one of named) {
    const at = one.lastIndexOf('=')
    const [column, name] = [one.slice(0, Math.max(at, 0)), one.slice(at + 1)]
    const role = roleNamed(name, variablesOf(placeholders))
    if (at < 1 || !roles.has(column) || role === undefined) return { unknown: one }
    all.set(column, role)
  }
  return all
}

function roleNamed(name: string, variables: readonly string[]): ColumnRole | undefined {
  if (variables.includes(name)) return { kind: 'variable', name }
  if (name === '' || name === 'nothing') return { kind: 'nothing' }
  return name === 'expected' || name === 'id' || name === 'split' ? { kind: name } : undefined
}

/** What a column can fill: a prompt without placeholders has its input appended. */
export const variablesOf = (placeholders: readonly string[]): readonly string[] =>
  placeholders.length > 0 ? placeholders : ['input']

export interface MadeCases {
  readonly cases: readonly (NewCase & { readonly line: number })[]
  /** Rows without a value for a placeholder, with their lines. */
  readonly without: readonly { readonly line: number; readonly name: string }[]
}

/** The cases that rows become. The answers of a log are drafts, and so are cases without an answer. */
export function casesFrom({ rows, isLog }: Imported, roles: ColumnRoles, placeholders: readonly string[]): MadeCases {
  const names = variablesOf(placeholders)
  const used = [...roles].filter(([, { kind }]) => kind !== 'nothing')
  const cases: (NewCase & { line: number })[] = []
  const without: { line: number; name: string }[] = []
  for (const { line, cells } of rows) {
    const vars: Record<string, string> = {}
    let made: Omit<NewCase, 'vars' | 'expected'> = {}
    let expected: readonly string[] = []
    for (const [column, role] of used) {
      const text = cells[column]
      if (text === undefined || text === '') continue
      if (role.kind === 'variable') vars[role.name] = text
      else if (role.kind === 'expected') expected = [text]
      else if (role.kind === 'id') made = { ...made, id: text }
      else if (role.kind === 'split' && isSplit(text)) made = { ...made, split: text }
    }
    const missing = names.find(name => !Object.hasOwn(vars, name))
    if (missing !== undefined) without.push({ line, name: missing })
    else cases.push({ line, vars, expected, ...made, ...((isLog || expected.length === 0) && { draft: {} }) })
  }
  return { cases, without }
}

const isSplit = (text: string): text is SplitName => text === 'train' || text === 'validation' || text === 'test'
