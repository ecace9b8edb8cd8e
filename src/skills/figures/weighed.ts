import type { DescriptionChange } from '../catalogue/descriptionChange.ts'
import type { Query } from '../queries/query.ts'
import type { RoutingChange } from './routingChange.ts'

/** The effect of several descriptions that change together: all of them against none, and of each. */
export interface Weighed extends RoutingChange {
  readonly changes: readonly WeighedChange[]
  /** The number of queries that all effects are over, and whether these are the ones by which no change was found. */
  readonly over: { readonly queries: number; readonly isUnseen: boolean }
}

/** One of several changes. */
export interface WeighedChange extends Omit<DescriptionChange, 'saw'> {
  /**
   * What it adds to the others: all changes against all but this one. A lone change is the whole effect; null if there are
   * too many to try the queries without each.
   */
  readonly own: RoutingChange | null
}

/**
 * Whether several changes may be made unasked: together they are proven better by queries that no search used, and none
 * of them costs anything.
 */
export const isWorthMaking = ({ right, changes, over }: Weighed): boolean =>
  over.isUnseen && (right?.interval[0] ?? 0) > 0 && changes.every(({ own }) => (own?.right?.value ?? 0) >= 0)

/** Whether the effects are those of exactly these changes. */
export const isAbout = ({ changes }: Weighed, others: readonly Pick<WeighedChange, 'skill' | 'before' | 'after'>[]) =>
  changes.length === others.length &&
  others.every(other =>
    changes.some(one => one.skill === other.skill && one.before === other.before && one.after === other.after),
  )

/** Each change costs all queries once more. */
export const mostWeighed = 8

/** The queries that a weighing needs: those by which no change was found, or all if there are none. */
export function queriesToWeigh(queries: readonly Query[], changes: readonly DescriptionChange[]): readonly Query[] {
  const seen = new Set(changes.flatMap(({ saw }) => saw))
  const unseen = queries.filter(({ text }) => !seen.has(text))
  return unseen.length > 0 ? unseen : queries
}

/** The queries that a weighing routes besides those of the catalogue as it is with all changes. */
export const toWeigh = (queries: readonly Query[], changes: readonly DescriptionChange[]): number =>
  queries.length +
  (changes.length > 1 && changes.length <= mostWeighed ? changes.length * queriesToWeigh(queries, changes).length : 0)
