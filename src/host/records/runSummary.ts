import type { Report } from '../../protocol/worker.ts'
import type { RecordedRun } from '../../report/recordedRun.ts'
import { findingOf, type VerdictName, verdictsInShort } from '../../report/verdictWords.ts'
import { counted, percent } from '../../text/numbers.ts'
import { type PerRequest, perRequestOf } from './perRequest.ts'

/** The summary of one optimization, as listed in the view. */
export interface RunSummary {
  readonly folder: string
  readonly runId: string
  /** Absolute path of the prompt file. */
  readonly prompt: string
  /** ISO 8601. */
  readonly startedAt: string
  /** Whether its prompt was scored: without that, a run cannot be continued. */
  readonly isBegun: boolean
  /** Number of completed steps. */
  readonly steps: number
  /** What a request took; absent before the first step. */
  readonly perRequest?: PerRequest
  /** Absent if the run has not ended. */
  readonly end?: {
    readonly stop: Report['stop']
    readonly from: number | null
    readonly to: number | null
    readonly verdict: VerdictName
  }
}

/** Undefined for a run that only evaluated. */
export function summaryOf(recorded: RecordedRun): RunSummary | undefined {
  const { request, record, report } = recorded
  if (request.kind !== 'optimize') return undefined
  const { folder, prompt } = request
  const perRequest = perRequestOf(recorded)
  const run = {
    folder,
    runId: record.runId,
    prompt: prompt.path,
    startedAt: record.startedAt,
    isBegun: record.initial !== undefined,
    steps: record.steps.length,
    ...(perRequest && { perRequest }),
  }
  if (report === undefined) return run
  const { initial, best, stop } = report
  const isTested = initial.test !== null && best.test !== null
  return {
    ...run,
    end: {
      stop,
      from: isTested ? initial.test : initial.validation,
      to: isTested ? best.test : best.validation,
      verdict: findingOf(report),
    },
  }
}

/** Whether the run stopped early and can be continued. */
export const isStopped = ({ end }: RunSummary): boolean => end === undefined || end.stop === 'cancelled'

/** What a run has found in a few words, and how certain that is. */
export function runTitle({ end, steps }: RunSummary): { readonly found: string; readonly how: string } {
  const made = counted(steps, 'step')
  if (end === undefined) return { found: 'Stopped', how: `after ${made}` }
  const found = end.verdict === 'none' ? percent(end.from) : `${percent(end.from)} → ${percent(end.to)}`
  const after = end.stop === 'cancelled' ? `cancelled after ${made}` : made
  return { found, how: `${verdictsInShort[end.verdict]} · ${after}` }
}
