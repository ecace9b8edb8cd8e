import type { Usage } from '../../models/usage.ts'
import type { LeftOut } from '../../skills/catalogue/skillEntry.ts'
import type { RoutingChange } from '../../skills/figures/routingChange.ts'
import type { RoutingFigures } from '../../skills/figures/routingFigures.ts'
import type { ProfileName, Seen } from '../../skills/profiles/profiles.ts'

/** What `gpo route --json` prints. */
export interface RouteReport {
  readonly profile: ProfileName
  readonly model: string
  /** Answers asked for each query. */
  readonly runs: number
  readonly shuffled: boolean
  /** The skills as the model is shown them. */
  readonly listed: readonly ListedSkill[]
  readonly leftOut: readonly LeftOut[]
  readonly figures: RoutingFigures
  readonly queries: readonly RoutedQuery[]
  /** What the descriptions change against the earlier ones, where there are such. */
  readonly change?: RoutingChange
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
  /** The skill that is right, or `none`; empty where all that is known is which is wrong. */
  readonly expected: readonly string[]
  readonly not: readonly string[]
  readonly path: string
  readonly line: number
  /** The name that each run chose; null where an answer could not be read or did not come. */
  readonly answers: readonly (string | null)[]
  /** How often the answer was right, 0 to 1; null where none says. */
  readonly right: number | null
  /** A sentence for each answer that did not come, and each reply that could not be read. */
  readonly trouble: readonly string[]
}
