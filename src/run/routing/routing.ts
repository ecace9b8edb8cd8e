import type { Skill } from '../../skills/catalogue/skillEntry.ts'
import type { Query } from '../../skills/queries/query.ts'
import type { RoutingOptions } from '../../skills/routing/routeThrough.ts'

/** Set in a request whose prompt is a skill's description: it is scored by where queries go, not by what is answered. */
export interface Routing {
  /** The skill whose description is the prompt. */
  readonly skill: string
  /** All skills of the catalogue, this one among them. */
  readonly skills: readonly Skill[]
  /** All queries about them, those of the eval set among them. */
  readonly queries: readonly Query[]
  /** What the skill says once it is loaded. */
  readonly body: string
  readonly options: RoutingOptions
}
