import type { AnswerCounts } from '../evals/scoring/answerCounts.ts'
import type { Usage } from '../models/usage.ts'
import type { Problem } from '../problem/problem.ts'

/** A prompt with its score on the validation split. */
export interface Scored {
  readonly text: string
  /** Mean grade, 0 to 1. */
  readonly score: number
  /**
   * Present if the score is an estimate: it is based on this many cases, and leans towards the prompt that was ahead.
   */
  readonly cases?: number
  /** The grade of each case, if kept: for the original prompt, as it is journaled and reported. */
  readonly grades?: readonly Graded[]
  /** Statistics of its answers, if kept, for the original prompt too. */
  readonly answers?: AnswerCounts
}

/** A new prompt and its result. */
export interface Candidate {
  readonly text: string
  /**
   * evaluated: scored on every validation case; dropped: left the race earlier; known: proposed before, with the same
   * score; rejected: never evaluated, with the problem.
   */
  readonly status: 'evaluated' | 'dropped' | 'known' | 'rejected'
  /** Mean grade over `cases`, 0 to 1; absent if no case was scored. */
  readonly score?: number
  /** How many validation cases the score is based on. */
  readonly cases: number
  /** Number of words that differ from the prompt that its step started from. */
  readonly wordsChanged: number
  /**
   * The number of words that the optimizer model had changed, if that exceeded the step size and some changes were
   * undone.
   */
  readonly wordsProposed?: number
  /** Set if it was made of parts of other prompts, without a request. */
  readonly recombined?: true
  /** Set if it is another prompt with examples from the train split, without a request. */
  readonly demonstrated?: true
  /** Set if it had left an earlier race, and was asked the rest of its cases. */
  readonly returned?: true
  readonly problem?: Problem
}

/**
 * The form in which new prompts are requested: one in a few sentences, one of any length, several in a numbered list,
 * or changes to a long one.
 */
export type ReplyForm = 'one' | 'whole' | 'list' | 'blocks'

/** One request for new prompts, and its result. */
export interface AskedFor {
  readonly form: ReplyForm
  /** Whether past prompts were shown besides the current one. */
  readonly past: boolean
  readonly replies: number
  /** Number of texts read from the replies, usable or not. */
  readonly texts: number
  /** How many of these were new and could be scored. */
  readonly fresh: number
  /** How many were known already; absent in records of earlier versions. */
  readonly repeated?: number
}

/** One update, as it is journaled, reported and drawn. */
export interface Step {
  /** Counted from 1. */
  readonly step: number
  readonly epoch: number
  /** Number of words that the optimizer model was allowed to change; null without a limit. */
  readonly stepSize: number | null
  /** The prompt that the step started from. */
  readonly current: Scored
  /** Past prompts shown to the optimizer model, in the order shown. */
  readonly shown: readonly Scored[]
  /** The meta-prompt as sent; several are joined in order, separated by a rule. */
  readonly metaPrompt: string
  /** The critique of the current prompt, if one was requested. */
  readonly reflection?: string
  /** The running summary of past prompts or reflections, if momentum keeps one. */
  readonly memory?: Scored
  readonly candidates: readonly Candidate[]
  /** Index of the best fully scored candidate; null if there was none. */
  readonly winner: number | null
  /** The plain requests of the step, one by one. */
  readonly asked?: readonly AskedFor[]
  /** Number of texts that repeat another of the step, or came in excess of those wanted. */
  readonly repeated?: number
  /** Number of cases that dropped candidates were not asked. */
  readonly saved?: number
  /** How the past prompts to show were chosen. */
  readonly momentum?: 'none' | 'recency' | 'importance' | 'relevance' | 'summary'
  /** The winner's grade of each case, if kept. */
  readonly grades?: readonly Graded[]
  /** Statistics of the answers by which its candidates were scored, if recorded. */
  readonly answers?: AnswerCounts
  /** What the run had spent when the step was made. */
  readonly usage?: Usage
}

/** The grade of one validation case, 0 to 1; null if its request failed. */
export interface Graded {
  readonly id: string
  readonly grade: number | null
}

export interface Trajectory {
  readonly initial: Scored
  readonly steps: readonly Step[]
}

/** Returns a new trajectory, so a run can be replayed from its journal. */
export const append = (trajectory: Trajectory, step: Step): Trajectory => ({
  ...trajectory,
  steps: [...trajectory.steps, step],
})
