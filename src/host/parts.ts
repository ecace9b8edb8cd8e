import type { Keys } from './keys.ts'
import type { Pages } from './pages.ts'
import type { Pending } from './pending.ts'
import type { ChosenEvalSets } from './prepared.ts'
import type { Problems } from './problems.ts'
import type { RefinedDocuments } from './refinedDocuments.ts'
import type { Reviews } from './reviews.ts'
import type { RunIndex } from './runIndex.ts'
import type { Runs } from './runs.ts'
import type { Unfinished } from './unfinished.ts'

/** What the commands work with; made once, at activation. */
export interface Parts {
  readonly chosen: ChosenEvalSets
  readonly keys: Keys
  readonly pages: Pages
  readonly pending: Pending
  readonly problems: Problems
  readonly refined: RefinedDocuments
  readonly reviews: Reviews
  readonly index: RunIndex
  readonly runs: Runs
  readonly unfinished: Unfinished
}
