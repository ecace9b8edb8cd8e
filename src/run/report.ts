import type { PairedBy } from '../evals/evalSet.ts'
import type { Usage } from '../models/usage.ts'
import type { Step } from '../optimizer/trajectory.ts'

export type StopReason =
  | 'perfect'
  | 'no-gain'
  | 'steps'
  | 'duplicates'
  | 'calls'
  | 'tokens'
  | 'usd'
  | 'minutes'
  | 'cancelled'

export interface Comparison {
  /** Test cases that both prompts were scored on. */
  readonly cases: number
  /** Cases that only the best prompt passes. */
  readonly fixed: number
  /** Cases that only the original passes. */
  readonly broken: number
  readonly pValue: number
  /** 95 % interval of the difference of the mean grades, best minus initial, -1 to 1. */
  readonly interval: readonly [number, number]
  readonly verdict: 'better' | 'worse' | 'not distinguishable'
}

/** What `gpo optimize --json` prints, and what the last entry of the journal holds. Scores are 0 to 1, null where unmeasured. */
export interface Report {
  readonly runId: string
  readonly prompt: string
  readonly evalSet: string
  readonly pairedBy: PairedBy
  readonly strategy: string
  readonly seed: number
  readonly stop: StopReason
  readonly initial: { readonly text: string; readonly validation: number | null; readonly test: number | null }
  readonly best: {
    readonly text: string
    /** 0 is the original prompt. */
    readonly step: number
    readonly validation: number | null
    readonly test: number | null
  }
  /** Null where there is no test split, or nothing to compare. */
  readonly comparison: Comparison | null
  readonly steps: readonly Step[]
  readonly usage: Usage
  /** Whether the best text now stands in the prompt file. */
  readonly written: boolean
}

/** What `gpo eval --json` prints. */
export interface EvalReport {
  readonly prompt: string
  readonly evalSet: string
  readonly pairedBy: PairedBy
  /** Mean grade of the cases that were answered, 0 to 1; null where none was. */
  readonly score: number | null
  /** 95 % interval of the score. */
  readonly interval: readonly [number, number] | null
  readonly cases: readonly EvalReportCase[]
  readonly usage: Usage
}

export interface EvalReportCase {
  readonly id: string
  readonly grade: number | null
  readonly passed: boolean | null
  readonly answer: string | null
  readonly expected: readonly string[]
  /** A sentence, where the request failed. */
  readonly error: string | null
}
