import type { NameCount } from '../../skills/figures/answered.ts'

/** The effect of a new description on the whole catalogue, over all its queries. */
export interface CatalogueCheck {
  readonly queries: number
  /** How often the right skill is loaded, or rightly none, 0 to 1; null if no query was answered. */
  readonly right: { readonly before: number | null; readonly after: number | null }
  /** Queries that were right before and now go to this skill, counted by the skill they belong to. */
  readonly takes: readonly NameCount[]
  /** Other skills for which more queries go wrong than before, and how many more. */
  readonly worseFor: readonly NameCount[]
  /** Skills that still take queries of this one, and how many; absent in older runs. */
  readonly stolenBy?: readonly NameCount[]
}
