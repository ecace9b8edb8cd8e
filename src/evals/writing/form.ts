import { isDeepStrictEqual } from 'node:util'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { configKeys } from '../formats/promptfoo/config.ts'
import { chatOf } from '../reading/chat.ts'
import { type Opened, open } from '../reading/documents.ts'
import { dataOf, type Fields, type Row } from '../reading/fields.ts'
import type { Rows } from '../reading/rows/rows.ts'

/** The tool whose rows a file holds. */
export type Tool = 'own' | 'promptfoo' | 'github' | 'skill'

/** How the cases of a file are written, as far as its present rows show. */
export interface Form {
  readonly tool: Tool
  /** The key of the list at the root; undefined if the list is the root. */
  readonly key?: string
  /** The columns of a table. */
  readonly names?: readonly string[]
  /** The present rows that can be read, in order. */
  readonly rows: readonly Fields[]
  /** The line on which each of them begins, counted from 1. */
  readonly lines: readonly number[]
}

/** Finds out how cases are written into a file. `tool` says it for a file without rows. Fails if it cannot be done. */
export function formOf(path: string, source: string, tool?: Tool): Outcome<Form> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const form = opened.value.kind === 'map' ? formOfRoot(path, opened.value.file, tool) : formOfList(opened.value, tool)
  return typeof form === 'string' ? failure({ code: 'not-writable', detail: form, place: { path } }) : success(form)
}

/** The rows as data, so that two readings can be compared. */
export const dataIn = ({ rows }: Form): readonly Readonly<Record<string, unknown>>[] =>
  rows.map(fields => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, dataOf(field)])))

/** What was written, if the rows in it are read as the wanted data; fails with not-writable otherwise. */
export function readAgain(path: string, written: string, wanted: readonly unknown[]): Outcome<string> {
  const form = formOf(path, written)
  if (form.ok && isDeepStrictEqual(dataIn(form.value), wanted)) return success(written)
  const detail = 'the cases would be read as something else there'
  return failure({ code: 'not-writable', detail, place: { path } })
}

type MapOpened = Extract<Opened, { readonly kind: 'map' }>['file']

function formOfRoot(path: string, file: MapOpened, tool: Tool | undefined): Form | string {
  const { keys } = file
  const under = (key: string, own: Tool): Form => ({ tool: own, key, ...readable(file.rows(key) ?? []) })
  if (keys.has('testData') || (/\.prompt\.ya?ml$/i.test(path) && keys.has('messages')))
    return under('testData', 'github')
  if (['stimuli', 'tasks', 'scenarios', 'schemaVersion', 'schema_version'].some(key => keys.has(key)))
    return 'cases of this form are not written here'
  if (keys.has('cases')) return under('cases', 'own')
  if (keys.has('evals')) return under('evals', 'skill')
  if (configKeys.some(key => keys.has(key))) return under('tests', 'promptfoo')
  return keys.size === 0 && tool !== undefined ? { tool, rows: [], lines: [] } : 'it is no eval set'
}

function formOfList(
  { rows, names }: Extract<Opened, { readonly kind: 'rows' }>,
  tool: Tool | undefined,
): Form | string {
  const found = readable(rows)
  const { rows: all } = found
  if (all.some(({ query, should_trigger }) => query && should_trigger)) return 'queries of a skill are not cases'
  if (all.some(fields => fields.item?.map || chatOf(fields))) return 'its rows are whole chats'
  const isPromptfoo = names?.some(name => name.startsWith('__')) || all.some(({ assert }) => assert?.list !== undefined)
  return { tool: isPromptfoo ? 'promptfoo' : (tool ?? 'own'), ...(names && { names }), ...found }
}

function readable(rows: Rows): Pick<Form, 'rows' | 'lines'> {
  const all = Array.from(rows).filter((row): row is Row => 'fields' in row)
  return { rows: all.map(({ fields }) => fields), lines: all.map(({ line }) => line) }
}
