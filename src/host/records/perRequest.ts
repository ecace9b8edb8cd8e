import { total } from '../../models/roles.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import type { RecordedRun } from '../../report/recordedRun.ts'

/** What one request of a run took on average, over all its models. */
export interface PerRequest {
  /** Names the models and how many requests are under way at once: other runs have another pace. */
  readonly of: string
  /** Milliseconds of the run, of which several requests may share one. */
  readonly ms: number
  /** Sent and received. */
  readonly tokens: number
  /** Absent if prices are not known. */
  readonly usd?: number
}

/** Up to the last step, because time and spending are recorded together there; undefined without one. */
export function perRequestOf({ request, record }: RecordedRun): PerRequest | undefined {
  const usage = record.steps.at(-1)?.usage
  const calls = usage === undefined ? 0 : total(usage, 'calls')
  if (usage === undefined || calls === 0) return undefined
  return {
    of: asksLike(request),
    ms: record.elapsedMs / calls,
    tokens: (total(usage, 'inputTokens') + total(usage, 'outputTokens')) / calls,
    ...(usage.usd === null ? {} : { usd: usage.usd / calls }),
  }
}

/** Runs with the same value have about the same pace. */
export const asksLike = ({ models, settings }: Pick<RunRequest, 'models' | 'settings'>): string =>
  JSON.stringify([...Object.values(models).map(({ id }) => id), settings.concurrency])
