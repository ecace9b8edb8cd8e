import type { Splits } from '../evals/preparing/splits.ts'
import type { Fit } from '../evals/scoring/fitToCap.ts'
import { leastTested, requestsPerCase } from '../evals/scoring/requestCounts.ts'
import { costOf, priceOf } from '../models/prices.ts'
import type { Usage } from '../models/usage.ts'
import type { Problem } from '../problem/problem.ts'
import type { OpenedRun } from './binding/openRun.ts'
import type { RunRequest, RunSettings } from './request.ts'

/**
 * Requests for the verdict: the original and the best prompt on every test case. As long as the original is the best
 * there is nothing to compare, and the search may use part of them.
 */
const verdictCalls = (splits: Splits, { evalSet, settings }: Judging, lends = false): number => {
  const { length } = splits.test
  return requestsPerCase(evalSet, settings.repeats) * 2 * (lends && !settings.paper ? leastTested(length) : length)
}

type Judging = Pick<RunRequest, 'evalSet' | 'settings'>

/** How often each case is asked; once for older runs that lack this setting. */
export const repeatsOf = ({ repeats }: Pick<RunSettings, 'repeats'>): number => repeats ?? 1

/** Without its baseline and verdict a run is worthless. */
const neededCalls = (splits: Splits, request: Judging): number =>
  requestsPerCase(request.evalSet, request.settings.repeats) * splits.validation.length + verdictCalls(splits, request)

/** Why a run is not worth starting: its baseline, one step with one candidate, and its verdict would exceed the cap. */
export function tooSmall({ least }: Fit, { caps }: RunSettings): Problem | undefined {
  return caps.calls !== undefined && caps.calls < least
    ? { code: 'budget-too-small', cap: 'calls', limit: caps.calls, needed: least }
    : undefined
}

/** Tests cost about as much as validation; the margin covers slightly longer cases and failed requests. */
const margin = 1.25

/** What a run had spent when its last step was recorded; the same whether the run goes on or is resumed. */
export interface SpentSoFar {
  readonly usage: Usage
  readonly elapsedMs: number
  /** Whether no step has found a better prompt than the original. */
  readonly stands: boolean
}

/** Reserved for the verdict: calls, tokens, USD and milliseconds. */
export interface VerdictReserve {
  readonly calls: number
  readonly tokens: number
  readonly usd: number
  readonly ms: number
}

/**
 * What the verdict needs: its calls, and its tokens, USD and time based on what a request has taken so far. The margin
 * of the calls is limited to what the cap leaves beside the baseline; without a margin, one failed request would cost
 * the whole verdict. A request is sent only if its most expensive answer fits, so room for one such answer is added.
 */
export function verdictReserve(
  splits: Splits,
  request: Pick<RunRequest, 'evalSet' | 'settings' | 'models'>,
  { usage, elapsedMs, stands }: SpentSoFar,
): VerdictReserve {
  const { task, judge, embedding, usd } = usage
  const { settings, models } = request
  const calls = verdictCalls(splits, request, stands)
  const spent = [task, judge, embedding]
  const sent = spent.reduce((sum, role) => sum + role.calls, 0)
  const tokens = spent.reduce((sum, role) => sum + role.inputTokens + role.outputTokens, 0)
  const share = sent === 0 ? 0 : (margin * calls) / sent
  const cap = settings.caps.calls ?? Number.POSITIVE_INFINITY
  const unneeded = Math.max(0, cap - neededCalls(splits, request))
  const spare = stands ? 0 : Math.min(Math.ceil((margin - 1) * calls), unneeded)
  const dearest =
    calls === 0 || task.calls === 0
      ? { inputTokens: 0, outputTokens: 0 }
      : { inputTokens: bytesOfToken * Math.ceil(task.inputTokens / task.calls), outputTokens: settings.task.maxTokens }
  const price = priceOf(models.task)
  return {
    calls: calls + spare,
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
