import type { Usage } from '../models/usage.ts'
import type { Scored, Step } from '../optimizer/trajectory.ts'
import type { Problem } from '../problem/problem.ts'
import type { CompareReport, EvalReport, EvalReportCase, Report } from './reporting/report.ts'

/** What a run reports while it works. */
export type RunEvent =
  | {
      readonly type: 'started'
      readonly runId: string
      readonly steps: number
      readonly splits: SplitSizes
      readonly projectedCalls: number
      /** For an optimization: the steps that the caps pay for if races go as usual. */
      readonly affordable?: number
      /**
       * For an optimization: the smallest gain, 0 to 1, that its test cases show in four runs of five; null if they
       * show none.
       */
      readonly smallestGain?: number | null
      /** For an optimization: how often its test cases were scored for other prompts before. */
      readonly looks?: number
    }
  /**
   * Another process asks the same of the same model. A worker tells it also of drafting, of the check of a judge and of
   * routing.
   */
  | { readonly type: 'waiting'; readonly problem: Problem }
  | { readonly type: 'baseline'; readonly initial: Scored }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'step'; readonly step: Step }
  /** While a prompt is evaluated: one of its cases has been graded, or its request failed for good. */
  | { readonly type: 'case'; readonly case: EvalReportCase }
  | { readonly type: 'optimized'; readonly report: Report }
  | { readonly type: 'evaluated'; readonly report: EvalReport }
  | { readonly type: 'compared'; readonly report: CompareReport }
  | { readonly type: 'failed'; readonly problem: Problem; readonly resumable: boolean }

export interface SplitSizes {
  readonly train: number
  readonly validation: number
  readonly test: number
}

/** Sent up to about ten times a second, so it must stay small. */
export interface Progress {
  readonly phase: 'baseline' | 'step' | 'test'
  /** The current step; 0 before the first. */
  readonly step: number
  readonly steps: number
  /** Number of cases answered in this phase, and the most there can be. */
  readonly done: number
  readonly of: number
  /** The best validation score so far, 0 to 1; null before the baseline. */
  readonly best: number | null
  readonly usage: Usage
  /** Estimated remaining time in milliseconds; absent until a few answers have come. */
  readonly leftMs?: number
}
