import type { DescriptionChange } from '../catalogue/descriptionChange.ts'
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
