import { type Outcome, success } from '../../problem/outcome.ts'
import type { DescriptionChange } from '../../skills/catalogue/descriptionChange.ts'
import type { Skill } from '../../skills/catalogue/skillEntry.ts'
import type { Answered } from '../../skills/figures/answered.ts'
import { routingChange } from '../../skills/figures/routingChange.ts'
import type { Weighed, WeighedChange } from '../../skills/figures/weighed.ts'
import type { Query } from '../../skills/queries/query.ts'
import { withDescription } from '../../skills/routing/routeThrough.ts'

/** Routes queries among skills. */
export type RouteAll = (skills: readonly Skill[], queries: readonly Query[]) => Promise<Outcome<readonly Answered[]>>

/** A catalogue with changes in it, and the answers to all queries without any of them and with all. */
export interface Weighing {
  readonly skills: readonly Skill[]
  readonly changes: readonly DescriptionChange[]
  readonly before: readonly Answered[]
  readonly after: readonly Answered[]
  readonly seed: number
}

/** The queries that a weighing needs: those by which no change was found, or all if there are none. */
function queriesToWeigh(queries: readonly Query[], changes: readonly DescriptionChange[]): readonly Query[] {
  const seen = new Set(changes.flatMap(({ saw }) => saw))
  const unseen = queries.filter(({ text }) => !seen.has(text))
  return unseen.length > 0 ? unseen : queries
}

/** Each change costs all queries once more. */
const mostWeighed = 8

/** The requests of a weighing besides those of the catalogue as it is with all changes. */
export const toWeigh = (queries: readonly Query[], changes: readonly DescriptionChange[]): number =>
  queries.length +
  (changes.length > 1 && changes.length <= mostWeighed ? changes.length * queriesToWeigh(queries, changes).length : 0)

/** Measures all changes together, and what each adds to the others, by routing the queries without it. */
export async function weighChanges(
  { skills, changes, before, after, seed }: Weighing,
  routeAll: RouteAll,
): Promise<Outcome<Weighed>> {
  const queries = queriesToWeigh(
    after.map(({ query }) => query),
    changes,
  )
  const among = (all: readonly Answered[]): readonly Answered[] => all.filter(({ query }) => queries.includes(query))
  const [none, together] = [among(before), among(after)]
  const weighed: WeighedChange[] = []
  for (const change of changes) {
    const { saw: _, ...told } = change
    if (changes.length > mostWeighed) {
      weighed.push({ ...told, own: null })
      continue
    }
    const without =
      changes.length === 1
        ? success(none)
        : await routeAll(withDescription(skills, change.skill, change.before), queries)
    if (!without.ok) return without
    weighed.push({ ...told, own: routingChange(without.value, together, seed) })
  }
  const isUnseen = changes.every(({ saw }) => !queries.some(({ text }) => saw.includes(text)))
  return success({
    ...routingChange(none, together, seed),
    changes: weighed,
    over: { queries: queries.length, isUnseen },
  })
}
