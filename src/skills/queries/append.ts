import { type Opened, open } from '../../evals/reading/documents.ts'
import type { Fields } from '../../evals/reading/fields.ts'
import { withJsonLines, withJsonRows } from '../../evals/writing/jsonRows.ts'
import type { Data, DataMap } from '../../evals/writing/rowData.ts'
import { nextId } from '../../evals/writing/rowOfCase.ts'
import { withTableRows } from '../../evals/writing/tableRows.ts'
import { withYamlRows } from '../../evals/writing/yamlRows.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { itemsIn } from './items.ts'
import { type Query, shouldFire } from './query.ts'
import { labelNames, readQueries, textNames } from './read.ts'

/** A query that is to be written into a file of queries about one skill. */
export interface NewQuery {
  readonly text: string
  /** The skill that is right for it, or `none`. */
  readonly expected: string
}

/** Rows for one list of a file. */
interface Addition {
  readonly keys: readonly string[]
  readonly rows: readonly Data[]
}

/** The text of a file of queries without any. */
export const emptyQueries = '[]\n'

/**
 * A file of queries with more of them, each in the form of those that it has: rows under any of the known names, Waza's
 * two lists, or positives and negatives with owners. Everything else stays as it is, byte for byte. The result is read
 * again, and refused with not-writable if a query would mean something else. A form without a place for the skill that
 * is right only says that this one is wrong.
 */
export function appendQueries(
  path: string,
  source: string,
  skill: string,
  queries: readonly NewQuery[],
): Outcome<string> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const form = formOf(opened.value, skill)
  if (form === undefined)
    return failure({ code: 'not-writable', detail: 'it holds no queries in a known form', place: { path } })
  let written: Outcome<string> = success(source)
  for (const { keys, rows } of form.additions(queries)) {
    if (!written.ok || rows.length === 0) continue
    written = withRows(path, written.value, keys, rows, opened.value.kind === 'rows' ? opened.value.names : undefined)
  }
  if (!written.ok) return written
  return isKept({ path, skill, namesOwner: form.namesOwner }, source, written.value, queries)
    ? written
    : failure({ code: 'not-writable', detail: 'a query would be read as something else there', place: { path } })
}

interface QueryForm {
  /** Whether a query that should not load the skill has a place for the one that it should load. */
  readonly namesOwner: boolean
  additions(queries: readonly NewQuery[]): readonly Addition[]
}

function formOf(opened: Opened, skill: string): QueryForm | undefined {
  if (opened.kind === 'rows') return formOfRows([], fieldsIn(opened), skill, opened.names)
  const { file } = opened
  const inRows = ['evals', 'queries'].find(key => file.field(key)?.list)
  const found = itemsIn(opened)
  if (inRows !== undefined && found) return formOfRows([inRows], fieldsIn(opened), found.skill ?? skill)
  const own = (queries: readonly NewQuery[], isOwn: boolean) =>
    queries.filter(({ expected }) => (expected === skill) === isOwn)
  if (file.field('trigger')?.map)
    return {
      namesOwner: true,
      additions: queries => [
        { keys: ['trigger', 'positive'], rows: own(queries, true).map(({ text }) => ({ prompt: text })) },
        {
          keys: ['trigger', 'negative'],
          rows: own(queries, false).map(({ text, expected }) => ({ prompt: text, owner: expected })),
        },
      ],
    }
  const isCamel = file.keys.has('shouldTriggerPrompts') || file.keys.has('shouldNotTriggerPrompts')
  if (!isCamel && !file.keys.has('should_trigger_prompts') && !file.keys.has('should_not_trigger_prompts'))
    return undefined
  const [wanted, unwanted] = isCamel
    ? (['shouldTriggerPrompts', 'shouldNotTriggerPrompts'] as const)
    : (['should_trigger_prompts', 'should_not_trigger_prompts'] as const)
  const isPlain = [wanted, unwanted].every(key => (file.field(key)?.list ?? []).every(({ map }) => !map))
  const write = ({ text }: NewQuery): Data => (isPlain ? text : { prompt: text })
  return {
    namesOwner: false,
    additions: queries => [
      { keys: [wanted], rows: own(queries, true).map(write) },
      { keys: [unwanted], rows: own(queries, false).map(write) },
    ],
  }
}

/** Rows like the last one that can be read, with the names that it uses. */
function formOfRows(
  keys: readonly string[],
  rows: readonly Fields[],
  skill: string,
  columns?: readonly string[],
): QueryForm {
  const last = rows.at(-1)
  const has = (name: string): boolean =>
    columns ? columns.includes(name) : rows.length === 0 || rows.some(fields => fields[name] !== undefined)
  const among = (names: readonly string[]): string | undefined =>
    columns ? names.find(has) : names.find(name => last?.[name] !== undefined)
  const queryName = among(textNames) ?? (keys.length > 0 ? 'prompt' : 'query')
  const isLabelled = rows.length === 0 || labelNames.some(has)
  const labelName = among(labelNames) ?? 'should_trigger'
  const namesOwner = has('expected_skill')
  const isLabelText = last?.[labelName] !== undefined && last[labelName].scalar === undefined
  const row = ({ text, expected }: NewQuery, index: number): DataMap => {
    const fires = expected === skill
    const id = has('id') && rows.length > 0 ? nextId(rows, rows.length + index + 1) : undefined
    return {
      ...(id !== undefined && { id }),
      ...(rows.length > 0 && has('skill') && { skill }),
      [queryName]: text,
      ...(isLabelled && { [labelName]: isLabelText || columns ? String(fires) : fires }),
      ...(namesOwner && (!isLabelled || !fires) && { expected_skill: expected }),
    }
  }
  return { namesOwner, additions: queries => [{ keys, rows: queries.map(row) }] }
}

const fieldsIn = (opened: Opened): readonly Fields[] =>
  (itemsIn(opened)?.items ?? []).flatMap(item => ('fields' in item ? [item.fields] : []))

function withRows(
  path: string,
  source: string,
  keys: readonly string[],
  rows: readonly Data[],
  names: readonly string[] | undefined,
): Outcome<string> {
  if (names) return withTableRows(path, source, names, rows.map(cells))
  if (/\.jsonl$/i.test(path)) return success(withJsonLines(source, rows))
  return /\.json$/i.test(path) ? withJsonRows(path, source, keys, rows) : withYamlRows(path, source, keys, rows)
}

const cells = (row: Data): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]))

/** Whether the queries that were there are there as before, and the new ones as wanted. */
function isKept(
  { path, skill, namesOwner }: { readonly path: string; readonly skill: string; readonly namesOwner: boolean },
  before: string,
  after: string,
  added: readonly NewQuery[],
): boolean {
  const [old, now] = [before, after].map(source => readQueries(path, source, skill))
  const known = new Map<string, number>()
  for (const query of old?.queries ?? []) known.set(said(query), (known.get(said(query)) ?? 0) + 1)
  const found = (now?.queries ?? []).filter(query => {
    const left = known.get(said(query)) ?? 0
    if (left > 0) known.set(said(query), left - 1)
    return left === 0
  })
  const isNew = ({ text, expected }: NewQuery): boolean => {
    const at = found.findIndex(query => query.text === text && isWanted(query, expected))
    return at >= 0 && found.splice(at, 1).length === 1
  }
  const isWanted = (query: Query, expected: string): boolean =>
    shouldFire(query, skill) === (expected === skill) && (!namesOwner || query.expected[0] === expected)
  const areOldKept = [...known.values()].every(left => left === 0)
  const isBrokenMore = (now?.problems.length ?? 0) !== (old?.problems.length ?? 0)
  return areOldKept && !isBrokenMore && added.every(isNew) && found.length === 0
}

const said = ({ text, expected, not, weight }: Query): string => JSON.stringify([text, expected, not, weight])
