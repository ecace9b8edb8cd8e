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

/** One line of the answers file: a request that is about to be sent, the answer it got, or what a reply without one cost. */
export type AnswerLine =
  | { readonly sent: 'task' | 'optimizer' | 'judge' | 'embedding' }
  | {
      readonly lost: 'task' | 'optimizer' | 'judge' | 'embedding'
      readonly inputTokens: number
      readonly outputTokens: number
    }
  | {
      readonly key: string
      readonly role: 'task' | 'optimizer' | 'judge' | 'embedding'
      /** The answers of a chat, or the vectors of an embedding. */
      readonly value: readonly string[] | readonly (readonly number[])[]
      readonly inputTokens: number
      readonly outputTokens: number
    }

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
