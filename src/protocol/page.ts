// The page knows the run only through this file, so the plain data sent to it is named here.
export type { AnswerCounts } from '../evals/scoring/answerCounts.ts'
export type { Usage } from '../models/usage.ts'
export type { Candidate, Graded, Scored, Step } from '../optimizer/trajectory.ts'
export type { Progress, SplitSizes } from '../run/events.ts'
export type { Comparison } from '../run/kinds/comparison.ts'

import type { Scored, Step } from '../optimizer/trajectory.ts'
import type { Progress, SplitSizes } from '../run/events.ts'
import type { Report } from '../run/reporting/report.ts'

/** Everything that the trajectory page draws. The host builds it from events, or from a finished run's journal. */
export interface RunView {
  readonly runId: string
  /** Path of the prompt file relative to its folder. */
  readonly prompt: string
  readonly evalSet: string
  /** How many cases the run has in each split. */
  readonly splits?: SplitSizes
  /** Names of the models as the user knows them; simulated ones say so. */
  readonly taskModel: string
  readonly optimizerModel: string
  readonly simulated: boolean
  /** Absent if similarity of letters is used instead. */
  readonly embeddingModel?: string
  readonly strategy?: string
  /** The validation cases in the order of the eval set; absent if the run has none to show. */
  readonly cases?: readonly CaseView[]
  /** `stopped`: it is not running and has not ended, for example after a reload of the window. */
  readonly state: 'running' | 'done' | 'failed' | 'cancelled' | 'stopped'
  readonly initial?: Scored
  readonly steps: readonly Step[]
  readonly progress?: Progress
  readonly report?: ViewReport
  /** One sentence, if the run failed. */
  readonly failure?: string
  readonly resumable: boolean
}

/** How a run ended. Its steps are already in the view, and are not sent again. */
export type ViewReport = Omit<Report, 'steps'>

/** A case as a row of a table. */
export interface CaseView {
  readonly id: string
  /** Its name for people. */
  readonly name: string
  /** The start of its input, on one line. */
  readonly input: string
}

/** One case in full, with the answers to your prompt and to the winner of a step. */
export interface CaseAnswers {
  /** 0 asks only for your prompt. */
  readonly step: number
  readonly caseId: string
  readonly input: string
  readonly expected: readonly string[]
  /** Null if the answer is no longer in the cache. */
  readonly initial: GradedAnswer | null
  readonly winner: GradedAnswer | null
}

export interface GradedAnswer {
  readonly answer: string
  /** 0 to 1. */
  readonly grade: number
  readonly reason?: string
}

export type ToPage =
  | { readonly type: 'view'; readonly view: RunView }
  | { readonly type: 'step'; readonly runId: string; readonly step: Step }
  | { readonly type: 'progress'; readonly runId: string; readonly progress: Progress }
  | { readonly type: 'answers'; readonly runId: string; readonly answers: CaseAnswers }
  /** Another run of the same prompt to compare with; null ends that. */
  | { readonly type: 'compared'; readonly runId: string; readonly other: RunView | null }

/** What is kept of an answer that the user looked at. */
export type KeptAs = 'good' | 'bad' | 'expected'

/** Only numbers and names come from the page, never text to write. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'cancel' }
  | { readonly type: 'resume' }
  | { readonly type: 'goOn' }
  | { readonly type: 'endComparison' }
  | { readonly type: 'review' }
  | { readonly type: 'compare'; readonly step: number; readonly candidate: number }
  | { readonly type: 'answers'; readonly step: number; readonly caseId: string }
  /** What the user says of the answer of their prompt, or of the winner of the step. */
  | {
      readonly type: 'keep'
      readonly step: number
      readonly caseId: string
      readonly of: 'initial' | 'winner'
      readonly as: KeptAs
    }
