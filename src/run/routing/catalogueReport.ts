import type { NameCount } from '../../skills/figures/answered.ts'

/** What a new description does to the whole catalogue, over all its queries. */
export interface CatalogueCheck {
  readonly queries: number
  /** How often the right skill is loaded, or rightly none, 0 to 1; null where no query was answered. */
  readonly right: { readonly before: number | null; readonly after: number | null }
  /** Queries that were right before and go to this skill now, by whose they are. */
  readonly takes: readonly NameCount[]
  /** Other skills that get more queries wrong than before, and by how many. */
  readonly worseFor: readonly NameCount[]
}
