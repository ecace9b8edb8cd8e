import type { AnswerValue } from '../models/answerStore.ts'
import type { Tokens } from '../models/model.ts'
import type { Role } from '../models/roles.ts'
import type { Caps } from '../models/usage.ts'
import type { Scored, Step } from '../optimizer/trajectory.ts'

/**
 * One line of a run's journal. `request` and `report` have types of `run`, which this room may not import: they are
 * kept unchanged, and read by `run` (to resume) and by guards in `protocol` (for the editor).
 */
export type Entry =
  | { readonly type: 'run'; readonly version: 1; readonly at: string; readonly request: unknown }
  | { readonly type: 'baseline'; readonly initial: Scored }
  /** `elapsedMs` is the working time so far, in milliseconds, over all processes that worked on the run. */
  | { readonly type: 'step'; readonly step: Step; readonly elapsedMs: number }
  | { readonly type: 'ended'; readonly at: string; readonly report: unknown }
  /** Why the run stopped before its end, in a sentence. */
  | { readonly type: 'failed'; readonly at: string; readonly reason: string }
  /** A run that had ended goes on, to this many steps in all and beneath these caps. */
  | { readonly type: 'extended'; readonly at: string; readonly steps: number; readonly caps: Caps }

/**
 * One line of a run's answers file, which is also the account of what the run has spent: a request about to be sent,
 * with the most it can cost; the actual cost of the request with a number; an answer; or the time worked.
 */
export type AnswerLine =
  | ({ readonly sent: Role } & Tokens)
  /** Requests are numbered from 0 in the order in which they were sent. */
  | ({ readonly settled: number } & Tokens)
  | {
      readonly key: string
      /** The answers of a chat, or the vectors of an embedding. */
      readonly value: AnswerValue
    }
  /**
   * Working time so far, in milliseconds, over all processes that worked on the run; the last line of a process that
   * ended normally has `ended`.
   */
  | { readonly workedMs: number; readonly ended?: true }

/** The last score of a prompt, shown by CodeLens and the CLI. It is stale if the hashes no longer match. */
export interface LastScore {
  readonly at: string
  /** Path of the prompt file relative to the folder, with `/`. */
  readonly prompt: string
  readonly target: string
  /** sha256 of the prompt's text, hex. */
  readonly text: string
  /** sha256 of the eval set's cases, hex. */
  readonly evalSet: string
  readonly model: string
  readonly score: number
  readonly interval: readonly [number, number]
  readonly cases: number
}

/** What was last found out about a judge: how far it agrees with the marks of people. */
export interface JudgeCheck {
  readonly at: string
  readonly judge: string
  /** sha256, in hex, of everything by which it judges. */
  readonly by: string
  readonly marks: number
  /** Share of the marks with which it agrees, 0 to 1. */
  readonly accuracy: number
  /** Cohen's kappa with its 95 % interval, -1 to 1; null where chance alone explains the agreement. */
  readonly kappa: number | null
  readonly interval: readonly [number, number] | null
  /** Of the verdicts that were asked for once more, how many turned; absent in older notes. */
  readonly again?: { readonly asked: number; readonly turned: number }
}
