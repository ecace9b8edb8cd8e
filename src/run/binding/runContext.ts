import type { CaseChunks } from '../../evals/preparing/caseChunks.ts'
import type { RunRecord } from '../../journal/readRun.ts'
import type { AskEditor } from '../../models/connect.ts'
import type { RunEvent } from '../events.ts'
import type { EvalReportCase } from '../reporting/report.ts'

/** Cases that are not all held at once, on their way in and out. */
export interface Streamed {
  readonly evalSet: CaseChunks
  /** Takes what became of the next cases, in their order; nobody else keeps it. */
  keep(cases: readonly EvalReportCase[]): Promise<void>
}

/** What a run is given beside its request. */
export interface RunContext {
  /** API keys by base URL. They are used for requests and stored nowhere. */
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
