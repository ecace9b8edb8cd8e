import { Range, type TestController, type TestItem } from 'vscode'
import type { Query } from '../../skills/queries/query.ts'
import { shortHash } from '../../text/hash.ts'
import { visible } from '../../text/visible.ts'
import { uriOf } from '../editor/files.ts'
import { catalogueAt, skillIn } from '../skills/catalogueAt.ts'

/** The queries that belong to a skill; empty if no agent lists it. */
export async function queriesOf({ uri }: TestItem): Promise<readonly Query[]> {
  if (uri === undefined) return []
  const at = await catalogueAt(uri)
  const own = skillIn(at, uri)
  return at.queries.filter(({ owner }) => owner === own?.name)
}

/** A query as a test: it passes if the right skill is loaded for it. */
export function queryItem(controller: TestController, skill: TestItem, query: Query, index: number): TestItem {
  const uri = skill.uri && uriOf(query.path, skill.uri)
  const item = controller.createTestItem(queryItemId(skill, query.text), visible(query.text), uri)
  item.description = wanted(query)
  item.sortText = `z${String(index).padStart(8, '0')}`
  item.range = new Range(query.line - 1, 0, query.line - 1, 0)
  return item
}

const mark = '#query '
export const queryItemId = (skill: TestItem, text: string): string => `${skill.id}${mark}${shortHash(text)}`

/** Whether a test is a query, and not a case. */
export const isQueryItem = ({ id, parent }: TestItem): boolean =>
  parent !== undefined && id.startsWith(parent.id + mark)

/** Which skill should be loaded. */
export const wanted = ({ expected, not }: Pick<Query, 'expected' | 'not'>): string =>
  visible(expected.length > 0 ? expected.join(' or ') : `not ${not.join(', ')}`)
