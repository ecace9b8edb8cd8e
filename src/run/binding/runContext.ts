import type { EvalParts } from '../../evals/preparing/caseChunks.ts'
import type { RunRecord } from '../../journal/readRun.ts'
import type { ChatReply, ChatRequest } from '../../models/model.ts'
import type { Outcome } from '../../problem/outcome.ts'
import type { RunEvent } from '../events.ts'
import type { EvalReportCase } from '../reporting/report.ts'

/** Asks a language model of the editor, which only the editor can do. */
export type AskEditor = (model: string, request: ChatRequest, signal: AbortSignal) => Promise<Outcome<ChatReply>>

/** Cases that are not all held at once, on their way in and out. */
export interface Streamed {
  readonly evalSet: EvalParts
  /** Takes what became of the next cases, in their order; nobody else keeps it. */
  keep(cases: readonly EvalReportCase[]): Promise<void>
}

/** What a run is given beside its request. */
export interface Surroundings {
  /** API keys by provider. They are used for requests and stored nowhere. */
  readonly keys: Readonly<Record<string, string>>
  readonly askEditor?: AskEditor
  /** What the journal says of the run, where it goes on with a stopped one. */
  readonly record?: RunRecord
  /** Set where the eval set of the request is only what its cases have in common, and they come and go in parts. */
  readonly streamed?: Streamed
  readonly emit: (event: RunEvent) => void
  readonly signal: AbortSignal
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
}
