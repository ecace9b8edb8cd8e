import type { MapFile, Opened } from '../../evals/reading/documents.ts'
import type { Field, Fields } from '../../evals/reading/fields.ts'

/** One entry of a file of queries, whatever the file's format. */
export interface QueryItem {
  readonly line: number
  readonly fields: Fields
  /** Set if the list that contains the entry decides this for all its entries. */
  readonly triggers?: boolean
}

/** The contents of a file: its entries, and the skill that it says it is about. */
export interface QueryItems {
  readonly items: readonly (QueryItem | { readonly line: number; readonly detail: string })[]
  readonly skill?: string
}

/** The entries of a file in any of the known formats; undefined if it contains no queries. */
export function itemsIn(opened: Opened): QueryItems | undefined {
  if (opened.kind === 'rows') return { items: Array.from(opened.rows, row => (opened.names ? filled(row) : row)) }
  for (const read of forms) {
    const found = read(opened.file)
    if (found) return found
  }
  return undefined
}

/** An empty cell of a table says nothing. */
const filled = (row: QueryItems['items'][number]): QueryItems['items'][number] =>
  'fields' in row
    ? { ...row, fields: Object.fromEntries(Object.entries(row.fields).filter(([, { text }]) => text !== '')) }
    : row

const forms: readonly ((file: MapFile) => QueryItems | undefined)[] = [inEvals, inTwoLists, inTrigger]

/**
 * `{skill_name, evals: [{prompt, should_trigger}]}`; the evals of a skill's body have the same format without the
 * label.
 */
function inEvals(file: MapFile): QueryItems | undefined {
  const list = file.field('evals')?.list ?? file.field('queries')?.list
  const items = list?.map(entry => itemOf(entry))
  if (!items?.some(item => 'fields' in item && labels.some(name => item.fields[name]))) return undefined
  return { items, ...named(file) }
}

const labels = ['should_trigger', 'shouldTrigger', 'expected_skill']

/** Waza's two lists, `should_trigger_prompts` and `should_not_trigger_prompts`. */
function inTwoLists(file: MapFile): QueryItems | undefined {
  const lists = [
    [file.field('should_trigger_prompts') ?? file.field('shouldTriggerPrompts'), true],
    [file.field('should_not_trigger_prompts') ?? file.field('shouldNotTriggerPrompts'), false],
  ] as const
  if (lists.every(([field]) => field?.list === undefined)) return undefined
  return { items: lists.flatMap(([field, triggers]) => labelled(field, triggers)), ...named(file) }
}

/** `trigger.positive` and `trigger.negative`; the latter names the owner of each query. */
function inTrigger(file: MapFile): QueryItems | undefined {
  const trigger = file.field('trigger')?.map
  if (!trigger?.positive?.list && !trigger?.negative?.list) return undefined
  return { items: [...labelled(trigger.positive, true), ...labelled(trigger.negative, false)], ...named(file) }
}

const labelled = (field: Field | undefined, triggers: boolean): QueryItems['items'] =>
  (field?.list ?? []).map(entry => itemOf(entry, triggers))

/** An entry is a map, or only the text of the query if its list gives the label. */
function itemOf({ map, list, text, line = 1 }: Field, triggers?: boolean): QueryItems['items'][number] {
  if (map) return { line, fields: map, ...(triggers !== undefined && { triggers }) }
  if (list || triggers === undefined) return { line, detail: 'it is not a map of names to values' }
  return { line, fields: { query: { text } }, triggers }
}

function named(file: MapFile): Pick<QueryItems, 'skill'> {
  const skill = file.field('skill_name')?.text ?? file.field('skill')?.text
  return skill === undefined ? {} : { skill }
}
