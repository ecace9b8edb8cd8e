import type { Usage } from '../../models/usage.ts'
import type { LeftOut } from '../catalogue/skillEntry.ts'
import type { RoutingFigures } from '../figures/routingFigures.ts'
import type { Weighed } from '../figures/weighed.ts'
import type { Seen } from '../profiles/listing.ts'
import type { ProfileName } from '../profiles/profiles.ts'

/** What `gpo route --json` prints. */
export interface RouteReport {
  readonly profile: ProfileName
  readonly model: string
  /** Number of answers requested for each query. */
  readonly runs: number
  readonly shuffled: boolean
  /** The skills as they are shown to the model. */
  readonly listed: readonly ListedSkill[]
  readonly leftOut: readonly LeftOut[]
  readonly figures: RoutingFigures
  readonly queries: readonly RoutedQuery[]
  /** What the descriptions change compared with the earlier ones, if there are any. */
  readonly change?: Weighed
  readonly usage: Usage
}

export interface ListedSkill extends Omit<Seen, 'skill'> {
  readonly name: string
  readonly path: string
  readonly description: string
}

/** One query with its answers. */
export interface RoutedQuery {
  readonly query: string
  /** The right skill, or `none`; empty if only a wrong one is known. */
  readonly expected: readonly string[]
  readonly not: readonly string[]
  readonly path: string
  readonly line: number
  /** The name chosen in each run; null if an answer could not be read or did not come. */
  readonly answers: readonly (string | null)[]
  /** How often the answer was right, 0 to 1; null if that is not known for any answer. */
  readonly right: number | null
  /** A sentence for each missing answer and each reply that could not be read. */
  readonly trouble: readonly string[]
}
