import type { PairedBy } from '../../evals/evalSet.ts'
import type { AnswerCounts } from '../../evals/scoring/answerCounts.ts'
import type { ComparedOn } from '../../evals/scoring/runRequests.ts'
import type { Usage } from '../../models/usage.ts'
import type { Step } from '../../optimizer/trajectory.ts'
import type { StopReason } from '../../problem/stopReasons.ts'
import type { AgreementChange } from '../judging/agreementChange.ts'
import type { JudgeStanding } from '../judging/judgeReport.ts'
import type { Comparison } from '../kinds/comparison.ts'
import type { CatalogueCheck } from '../routing/catalogueReport.ts'

/** What `gpo optimize --json` prints, and the last entry of the journal. Scores are 0 to 1, null if not measured. */
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
  /** Null if there is no test split, or nothing to compare. */
  readonly comparison: Comparison | null
  /** How often the test cases were looked at, if more than once: by other runs, by evaluations, or by this one before. */
  readonly looks?: number
  /** Without a test split: both prompts on the validation cases, which chose the best. */
  readonly chosenBy?: Comparison
  /** Without a test split: what the best prompt scores on cases that did not choose it. */
  readonly optimism?: Optimism
  /** The effect of the best description on the other skills, if the prompt is a skill's description. */
  readonly catalogue?: CatalogueCheck
  /** Of a rubric: how far the judge agrees with people, on the cases of the comparison. */
  readonly agreement?: AgreementChange
  /** Statistics of the answers by which candidates were scored. */
  readonly answers?: AnswerCounts
  /** Whether the judge that graded was compared with people, if one graded. */
  readonly judge?: JudgeStanding
  readonly steps: readonly Step[]
  readonly usage: Usage
  /** Whether the best text is now in the prompt file. */
  readonly written: boolean
}

export interface Optimism {
  /** Number of fully scored prompts that it was chosen from, including the original. */
  readonly prompts: number
  /** The validation score of the best, 0 to 1, corrected for the luck of the choice. */
  readonly corrected: number
}

/** What `gpo eval --json` prints. */
export interface EvalReport {
  readonly prompt: string
  readonly evalSet: string
  readonly pairedBy: PairedBy
  /** Mean grade of the answered cases, 0 to 1; null if none was answered. */
  readonly score: number | null
  /** 95 % interval of the score. */
  readonly interval: readonly [number, number] | null
  /** Present if only some of the cases were scored: how many were answered, of how many. */
  readonly sample?: { readonly cases: number; readonly of: number }
  /** Whether the judge that graded was compared with people, if one graded. */
  readonly judge?: JudgeStanding
  readonly cases: readonly EvalReportCase[]
  /** Present if some answers were cut off or empty. */
  readonly answers?: AnswerCounts
  readonly usage: Usage
}

export interface EvalReportCase {
  readonly id: string
  /** The case for people: its own id, else the start of what it asks. */
  readonly name: string
  readonly grade: number | null
  readonly passed: boolean | null
  readonly answer: string | null
  readonly expected: readonly string[]
  /** The grader's explanation for an answer that did not pass. */
  readonly reason?: string
  /** A sentence, if the request failed. */
  readonly error: string | null
}

/** The scores of several texts in one prompt's place on the same cases. */
export interface CompareReport {
  readonly on: ComparedOn
  /** In the order in which they were requested. */
  readonly texts: readonly ComparedText[]
  readonly usage: Usage
}

export interface ComparedText {
  /** Mean grade of the answered cases, 0 to 1, with its 95 % interval; null if none was answered. */
  readonly score: number | null
  readonly interval: readonly [number, number] | null
  /** Number of cases that were answered. */
  readonly cases: number
  /**
   * How much the first text's grades exceed this one's on the cases that both answered, -1 to 1, with the 95 % interval
   * of that difference. Null for the first text, and if no case was answered for both.
   */
  readonly lead: {
    readonly cases: number
    readonly difference: number
    readonly interval: readonly [number, number]
  } | null
}
