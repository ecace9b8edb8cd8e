import { type Outcome, success } from '../../problem/outcome.ts'
import type { DescriptionChange } from '../../skills/catalogue/descriptionChange.ts'
import type { Skill } from '../../skills/catalogue/skillEntry.ts'
import type { Answered } from '../../skills/figures/answered.ts'
import { routingChange } from '../../skills/figures/routingChange.ts'
import { mostWeighed, queriesToWeigh, type Weighed, type WeighedChange } from '../../skills/figures/weighed.ts'
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
