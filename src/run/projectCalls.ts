import type { Splits } from '../evals/preparing/splits.ts'
import type { Fit } from '../evals/scoring/fitToCap.ts'
import { testsNeeded } from '../evals/scoring/power.ts'
import { requestsPerCase } from '../evals/scoring/requestCounts.ts'
import { costOf, priceOf } from '../models/prices.ts'
import type { Usage } from '../models/usage.ts'
import type { Problem } from '../problem/problem.ts'
import type { OpenedRun } from './binding/openRun.ts'
import type { RunRequest, RunSettings } from './request.ts'

/** How often each case is asked; once for older runs that lack this setting. */
export const repeatsOf = ({ repeats }: Pick<RunSettings, 'repeats'>): number => repeats ?? 1

/** Why a run is not worth starting: its baseline, one step with one candidate, and its verdict would exceed the cap. */
export function tooSmall({ least }: Fit, { caps }: RunSettings): Problem | undefined {
  return caps.calls !== undefined && caps.calls < least
    ? { code: 'budget-too-small', cap: 'calls', limit: caps.calls, needed: least }
    : undefined
}

/** Tests cost about as much as validation; the margin covers slightly longer cases. */
const margin = 1.25

/** What a run had spent when its last step was recorded; the same whether the run goes on or is resumed. */
export interface SpentSoFar {
  readonly usage: Usage
  readonly elapsedMs: number
  /** How much the best prompt is ahead of the original on the validation split, 0 to 1; 0 if it is the original. */
  readonly gain: number
}

/** Reserved for the verdict: calls, tokens, USD and milliseconds. */
export interface VerdictReserve {
  readonly calls: number
  readonly tokens: number
  readonly usd: number
  readonly ms: number
}

/**
 * What the verdict needs to show a gain like the one so far; the search may use the rest. These are its calls, and its
 * tokens, USD and time based on what a request has taken so far. For calls there is no margin: where requests fail, the
 * verdict does with a few cases less. A request is sent only if its most expensive answer fits, so room for one such
 * answer is added.
 */
export function verdictReserve(
  splits: Splits,
  request: Pick<RunRequest, 'evalSet' | 'settings' | 'models'>,
  { usage, elapsedMs, gain }: SpentSoFar,
): VerdictReserve {
  const { task, judge, embedding, usd } = usage
  const { settings, models } = request
  const { length } = splits.test
  const needed = settings.paper ? length : testsNeeded(length, gain)
  const calls = requestsPerCase(request.evalSet, settings.repeats) * 2 * needed
  const spent = [task, judge, embedding]
  const sent = spent.reduce((sum, role) => sum + role.calls, 0)
  const tokens = spent.reduce((sum, role) => sum + role.inputTokens + role.outputTokens, 0)
  const share = sent === 0 ? 0 : (margin * calls) / sent
  const dearest =
    calls === 0 || task.calls === 0
      ? { inputTokens: 0, outputTokens: 0 }
      : { inputTokens: bytesOfToken * Math.ceil(task.inputTokens / task.calls), outputTokens: settings.task.maxTokens }
  const price = priceOf(models.task)
  return {
    calls,
    tokens: Math.ceil(share * tokens) + dearest.inputTokens + dearest.outputTokens,
    usd: share * (usd ?? 0) + (price ? costOf(dearest, price) : 0),
    ms: share * elapsedMs,
  }
}

/** Reserves what the verdict needs, based on `elapsedMs` for everything requested so far; see `SpentSoFar`. */
export function withholdVerdict(
  { ledger }: Pick<OpenedRun, 'ledger'>,
  splits: Splits,
  request: Pick<RunRequest, 'evalSet' | 'settings' | 'models'>,
  so: Omit<SpentSoFar, 'usage'>,
): void {
  const { calls, tokens, usd, ms } = verdictReserve(splits, request, { ...so, usage: ledger.usage() })
  ledger.withhold(calls, tokens, usd, ms)
}

/** Bounds count the bytes sent, about four per token; the margin is for longer cases. */
const bytesOfToken = 8
