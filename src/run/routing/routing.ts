import type { Skill } from '../../skills/catalogue/skillEntry.ts'
import type { Query } from '../../skills/queries/query.ts'
import type { RoutingOptions } from '../../skills/routing/routeThrough.ts'

/** Set in a request whose prompt is a skill's description: it is scored by where queries go and not by answers. */
export interface Routing {
  /** The skill whose description is the prompt. */
  readonly skill: string
  /** All skills of the catalogue, including this one. */
  readonly skills: readonly Skill[]
  /** All queries about them, including those of the eval set. */
  readonly queries: readonly Query[]
  /** The text of the skill once it is loaded. */
  readonly body: string
  /** Other skills that are described otherwise than their files say. */
  readonly beside?: readonly string[]
  readonly options: RoutingOptions
}
