import type { AnswerValue } from '../models/answerStore.ts'
import type { Tokens } from '../models/model.ts'
import type { Role } from '../models/roles.ts'
import type { Scored, Step } from '../optimizer/trajectory.ts'

/**
 * One line of a run's journal. `request` and `report` are the run's own types, which this room may not know: they are
 * kept as they came and read by `run` (resume) and by guards in `protocol` (the editor).
 */
export type Entry =
  | { readonly type: 'run'; readonly version: 1; readonly at: string; readonly request: unknown }
  | { readonly type: 'baseline'; readonly initial: Scored }
  /** With the working time up to here, in milliseconds, over all processes that worked on the run. */
  | { readonly type: 'step'; readonly step: Step; readonly elapsedMs: number }
  | { readonly type: 'ended'; readonly at: string; readonly report: unknown }

/**
 * One line of the answers file of a run, which is also the account of what the run has spent: a request that is about to be
 * sent with the most it can cost, what the request of that number turned out to cost, an answer, and the time worked.
 */
export type AnswerLine =
  | ({ readonly sent: Role } & Tokens)
  /** Requests are counted from 0, in the order in which they were sent. */
  | ({ readonly settled: number } & Tokens)
  | {
      readonly key: string
      /** The answers of a chat, or the vectors of an embedding. */
      readonly value: AnswerValue
    }
  /** Working time so far, in milliseconds, over all processes that worked on the run; the last line of one that ended itself says so. */
  | { readonly workedMs: number; readonly ended?: true }

/** The last score of a prompt, which CodeLens and the CLI show. Stale when the hashes no longer match. */
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
