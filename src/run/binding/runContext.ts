import type { CaseChunks } from '../../evals/preparing/caseChunks.ts'
import type { RunRecord } from '../../journal/readRun.ts'
import type { AskEditor } from '../../models/connect.ts'
import type { Problem } from '../../problem/problem.ts'
import type { RunEvent } from '../events.ts'
import type { EvalReportCase } from '../reporting/report.ts'
import type { Verdict } from '../reporting/verdict.ts'

/** Input and output of cases that are not all in memory at once. */
export interface Streamed {
  readonly evalSet: CaseChunks
  /** Receives the results of the next cases, in order; they are stored nowhere else. */
  keep(cases: readonly EvalReportCase[]): Promise<void>
}

/** What a run is given besides its request. */
export interface RunContext {
  /** API keys by base URL. They are only used for requests and never stored. */
  readonly keys: Readonly<Record<string, string>>
  readonly askEditor?: AskEditor
  /** The contents of the journal, if a stopped run continues. */
  readonly record?: RunRecord
  /** Set if the request's eval set contains only what its cases have in common, and the cases come in parts. */
  readonly streamed?: Streamed
  readonly emit: (event: RunEvent) => void
  /** Told why the work does not begin yet. */
  readonly onWaiting?: (problem: Problem) => void
  /** Receives what the test cases showed of each prompt, case by case, if they are opened. */
  readonly tested?: (verdict: Verdict) => void
  readonly signal: AbortSignal
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
}
