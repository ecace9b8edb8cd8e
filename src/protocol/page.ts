// The page knows the run only through this wall, so the plain data that crosses it is named here.
export type { Usage } from '../models/usage.ts'
export type { Candidate, Scored, Step } from '../optimizer/trajectory.ts'
export type { Comparison } from '../run/comparison.ts'
export type { Progress, SplitSizes } from '../run/events.ts'
export type { Report } from '../run/report.ts'

import type { Scored, Step } from '../optimizer/trajectory.ts'
import type { Progress, SplitSizes } from '../run/events.ts'
import type { Report } from '../run/report.ts'

/** All that the trajectory page draws. The host builds it from events, or from a finished run's journal. */
export interface RunView {
  readonly runId: string
  /** Path of the prompt file relative to its folder. */
  readonly prompt: string
  readonly evalSet: string
  /** How many cases the run has in each split; absent until it has started. */
  readonly splits?: SplitSizes
  /** Names of the models, as the user knows them; simulated ones say so. */
  readonly taskModel: string
  readonly optimizerModel: string
  readonly simulated: boolean
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly initial?: Scored
  readonly steps: readonly Step[]
  readonly progress?: Progress
  readonly report?: Report
  /** One sentence, where the run failed. */
  readonly failure?: string
  readonly resumable: boolean
}

export type ToPage =
  | { readonly type: 'view'; readonly view: RunView }
  | { readonly type: 'step'; readonly runId: string; readonly step: Step }
  | { readonly type: 'progress'; readonly runId: string; readonly progress: Progress }

/** Only numbers and names come from the page, never text to write. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'cancel' }
  | { readonly type: 'resume' }
  | { readonly type: 'review' }
  | { readonly type: 'compare'; readonly step: number; readonly candidate: number }
