import type { Splits } from '../evals/preparing/splits.ts'
import type { Fit } from '../evals/scoring/fitToCap.ts'
import { mostRequests, requestsPerCase } from '../evals/scoring/requestCounts.ts'
import { costOf, priceOf } from '../models/prices.ts'
import type { Usage } from '../models/usage.ts'
import type { SearchPlan } from '../optimizer/strategy.ts'
import type { Problem } from '../problem/problem.ts'
import type { OpenedRun } from './binding/openRun.ts'
import type { RunRequest, RunSettings } from './request.ts'

/**
 * Requests that a run makes at the most: an endpoint may give one reply at a time, so every candidate counts as a request
 * of its own.
 */
export function projectCalls(
  splits: Splits,
  { strategy, steps, candidates }: SearchPlan,
  { evalSet, settings }: Judging,
): number {
  const { batchSize } = settings
  const projected = mostRequests(
    splits,
    { steps, batchSize, perCase: requestsPerCase(evalSet, settings.repeats) },
    strategy.takes(candidates),
  )
  return Math.min(projected, settings.caps.calls ?? projected)
}

/** What the verdict needs: the original and the best prompt on every test case. */
const verdictCalls = (splits: Splits, { evalSet, settings }: Judging): number =>
  requestsPerCase(evalSet, settings.repeats) * 2 * splits.test.length

type Judging = Pick<RunRequest, 'evalSet' | 'settings'>

/** How often each case is asked; a run that was begun before this could be set asks once. */
export const repeatsOf = ({ repeats }: Pick<RunSettings, 'repeats'>): number => repeats ?? 1

/** Without its baseline and verdict a run is worth nothing. */
const neededCalls = (splits: Splits, request: Judging): number =>
  requestsPerCase(request.evalSet, request.settings.repeats) * splits.validation.length + verdictCalls(splits, request)

/** Why a run cannot be worth starting: its baseline, one step with one candidate, and its verdict would pass the cap. */
export function tooSmall({ least }: Fit, { caps }: RunSettings): Problem | undefined {
  return caps.calls !== undefined && caps.calls < least
    ? { code: 'budget-too-small', cap: 'calls', limit: caps.calls, needed: least }
    : undefined
}

/** Tests cost about what validation did; the margin is for cases that are a little longer, and for requests that fail. */
const margin = 1.25

/** Kept back for the verdict: calls, tokens, USD and milliseconds. */
export interface VerdictReserve {
  readonly calls: number
  readonly tokens: number
  readonly usd: number
  readonly ms: number
}

/**
 * What the verdict needs: its calls, and its tokens, USD and time by what a request has taken so far. The margin of the
 * calls is what the cap leaves beside the baseline, since one that fails would cost the whole verdict. A request is sent
 * only where its dearest answer fits, so there is room for one such beside.
 */
export function verdictReserve(
  splits: Splits,
  request: Pick<RunRequest, 'evalSet' | 'settings' | 'models'>,
  { usage, elapsedMs }: { readonly usage: Usage; readonly elapsedMs: number },
): VerdictReserve {
  const { task, judge, embedding, usd } = usage
  const { settings, models } = request
  const calls = verdictCalls(splits, request)
  const spent = [task, judge, embedding]
  const sent = spent.reduce((sum, role) => sum + role.calls, 0)
  const tokens = spent.reduce((sum, role) => sum + role.inputTokens + role.outputTokens, 0)
  const share = sent === 0 ? 0 : (margin * calls) / sent
  const cap = settings.caps.calls ?? Number.POSITIVE_INFINITY
  const spare = Math.min(Math.ceil((margin - 1) * calls), Math.max(0, cap - neededCalls(splits, request)))
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

/** Keeps back what the verdict needs, in `elapsedMs` for all that was asked so far. */
export function withholdVerdict(
  { ledger }: Pick<OpenedRun, 'ledger'>,
  splits: Splits,
  request: Pick<RunRequest, 'evalSet' | 'settings' | 'models'>,
  elapsedMs: number,
): void {
  const { calls, tokens, usd, ms } = verdictReserve(splits, request, { usage: ledger.usage(), elapsedMs })
  ledger.withhold(calls, tokens, usd, ms)
}

/** Bounds count the bytes of what is sent, of which a token has about four; the margin is for longer cases. */
const bytesOfToken = 8
