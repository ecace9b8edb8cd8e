import type { HealthPages } from './health/healthPages.ts'
import type { Healths } from './health/healths.ts'
import type { Keys } from './models/keys.ts'
import type { Pages } from './page/pages.ts'
import type { Problems } from './problems/problems.ts'
import type { ChosenEvalSets } from './prompts/preparePrompt.ts'
import type { RunIndex } from './records/runIndex.ts'
import type { Pending } from './review/pending.ts'
import type { RefinedDocuments } from './review/refinedDocuments.ts'
import type { Reviews } from './review/reviews.ts'
import type { RunLog } from './runs/runLog.ts'
import type { Runs } from './runs/runs.ts'
import type { Unfinished } from './runs/unfinished.ts'
import type { RoutingPages } from './skills/routingPages.ts'
import type { Routings } from './skills/routings.ts'

/** What the commands use; created once, at activation. */
export interface Features {
  readonly chosen: ChosenEvalSets
  readonly healths: Healths
  readonly healthPages: HealthPages
  readonly keys: Keys
  readonly log: RunLog
  readonly pages: Pages
  readonly pending: Pending
  readonly problems: Problems
  readonly refined: RefinedDocuments
  readonly reviews: Reviews
  readonly index: RunIndex
  readonly routingPages: RoutingPages
  readonly routings: Routings
  readonly runs: Runs
  readonly unfinished: Unfinished
}
