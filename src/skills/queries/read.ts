import { open } from '../../evals/reading/documents.ts'
import type { Field, Fields } from '../../evals/reading/fields.ts'
import type { Problem } from '../../problem/problem.ts'
import { noSkill, saysNoSkill } from '../catalogue/skillEntry.ts'
import { itemsIn, type QueryItem } from './items.ts'
import type { Queries, Query } from './query.ts'

/**
 * Reads a file of queries in any of the known formats: rows of `query` and `should_trigger`, optionally with the skill
 * that is expected instead; `skill_name` with `evals`; Waza's two lists; `trigger` with owners; rows that only name the
 * expected skill. `owner` is the skill whose folder contains the file; a file that names another skill is about that
 * one. Unusable entries are problems on their lines; undefined if the file contains no queries at all.
 */
export function readQueries(path: string, source: string, owner: string): Queries | undefined {
  const opened = open(path, source)
  if (!opened.ok) return { queries: [], problems: [opened.problem] }
  const found = itemsIn(opened.value)
  if (found === undefined) return undefined
  const file = { path, owner: found.skill ?? owner }
  const queries: Query[] = []
  const problems: Problem[] = []
  for (const item of found.items) {
    const read = 'detail' in item ? item.detail : queryOf(item, file)
    if (typeof read === 'string') problems.push({ code: 'broken-row', detail: read, place: { path, line: item.line } })
    else queries.push(read)
  }
  return { queries, problems }
}

/** A query from one entry, or why the entry is unusable. */
function queryOf({ fields, line, triggers }: QueryItem, file: { path: string; owner: string }): Query | string {
  const text = first(fields, textNames)?.text.trim() ?? ''
  if (text === '') return 'it has no query'
  const owner = fields.skill?.text ?? file.owner
  const named = skillsIn(fields.expected_skill)
  const others = skillsIn(fields.acceptable_skills)
  const wrong = skillsIn(first(fields, ['not_expected_skills', 'not_expected_skill']))
  const label = triggers ?? booleanOf(first(fields, labelNames))
  if (label === 'unreadable') return 'its "should_trigger" is neither true nor false'
  const base = { text, weight: weightOf(fields.confidence?.text), owner, path: file.path, line }
  const owned = fields.owner && triggers === false ? skillsIn(fields.owner) : named
  if (label === true) {
    if (named.length > 0 && !named.includes(owner)) return `it should trigger ${owner}, and expects ${named.join(', ')}`
    return { ...base, expected: unique([owner, ...others]), not: wrong }
  }
  if (label === false) {
    if (owned.includes(owner)) return `it should not trigger ${owner}, and expects it`
    return {
      ...base,
      expected: unique([...owned, ...(owned.length > 0 ? others : [])]),
      not: unique([owner, ...wrong]),
    }
  }
  if (named.length + wrong.length === 0) return 'it does not say whether the skill should be loaded for it'
  return { ...base, expected: unique([...named, ...others]), not: wrong }
}

/** The names under which a row has its query, and its label. */
export const textNames = ['query', 'prompt', 'user_prompt', 'input', 'text']
export const labelNames = ['should_trigger', 'shouldTrigger']

const first = (fields: Fields, names: readonly string[]): Field | undefined =>
  names.map(name => fields[name]).find(field => field !== undefined)

/** One name or several; words for no skill become `none`. */
const skillsIn = (field: Field | undefined): readonly string[] =>
  (field?.list?.map(({ text }) => text) ?? (field ? [field.text] : []))
    .map(name => name.trim())
    .map(name => (name === '' || saysNoSkill(name) ? noSkill : name))

function booleanOf(field: Field | undefined): boolean | 'unreadable' | undefined {
  if (field === undefined) return undefined
  const text = field.text.trim().toLowerCase()
  return text === 'true' || text === 'yes' ? true : text === 'false' || text === 'no' ? false : 'unreadable'
}

/** A query whose author is not sure counts half, as in Waza. */
const weightOf = (confidence: string | undefined): number => (confidence?.trim().toLowerCase() === 'medium' ? 0.5 : 1)

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]
