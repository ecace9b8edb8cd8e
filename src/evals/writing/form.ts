import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { configKeys } from '../formats/promptfoo/config.ts'
import { chatOf } from '../reading/chat.ts'
import { type Opened, open } from '../reading/documents.ts'
import type { Fields } from '../reading/fields.ts'

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
}

/** Finds out how cases are written into a file. `tool` says it for a file without rows. Fails if it cannot be done. */
export function formOf(path: string, source: string, tool?: Tool): Outcome<Form> {
  const opened = open(path, source)
  if (!opened.ok) return opened
  const form = opened.value.kind === 'map' ? formOfRoot(path, opened.value.file, tool) : formOfList(opened.value, tool)
  return typeof form === 'string' ? failure({ code: 'not-writable', detail: form, place: { path } }) : success(form)
}

type MapOpened = Extract<Opened, { readonly kind: 'map' }>['file']

function formOfRoot(path: string, file: MapOpened, tool: Tool | undefined): Form | string {
  const { keys } = file
  const under = (key: string, own: Tool): Form => ({ tool: own, key, rows: [...fieldsOf(file.rows(key) ?? [])] })
  if (keys.has('testData') || (/\.prompt\.ya?ml$/i.test(path) && keys.has('messages')))
    return under('testData', 'github')
  if (['stimuli', 'tasks', 'scenarios', 'schemaVersion', 'schema_version'].some(key => keys.has(key)))
    return 'cases of this form are not written here'
  if (keys.has('cases')) return under('cases', 'own')
  if (keys.has('evals')) return under('evals', 'skill')
  if (configKeys.some(key => keys.has(key))) return under('tests', 'promptfoo')
  return keys.size === 0 && tool !== undefined ? { tool, rows: [] } : 'it is no eval set'
}

function formOfList(
  { rows, names }: Extract<Opened, { readonly kind: 'rows' }>,
  tool: Tool | undefined,
): Form | string {
  const all = [...fieldsOf(rows)]
  if (all.some(({ query, should_trigger }) => query && should_trigger)) return 'queries of a skill are not cases'
  if (all.some(fields => fields.item?.map || chatOf(fields))) return 'its rows are whole chats'
  const isPromptfoo = names?.some(name => name.startsWith('__')) || all.some(({ assert }) => assert?.list !== undefined)
  return { tool: isPromptfoo ? 'promptfoo' : (tool ?? 'own'), ...(names && { names }), rows: all }
}

function* fieldsOf(rows: Iterable<{ readonly fields: Fields } | { readonly detail: string }>): Generator<Fields> {
  for (const row of rows) if ('fields' in row) yield row.fields
}
