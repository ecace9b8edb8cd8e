import type { Splits } from '../evals/preparing/splits.ts'
import { requestsPerCase, type StepRequests } from '../evals/scoring/requestCounts.ts'
import { total } from '../models/roles.ts'
import type { Caps, Usage } from '../models/usage.ts'
import { verdictReserve } from './projectCalls.ts'
import type { RunRequest } from './request.ts'

/** What the next step may request. */
export interface StepAllowance {
  /** The number of trials (a candidate on a validation case) that its candidates may use together. */
  readonly examinations: number
  /** The cap that sets this limit. */
  readonly cap: keyof Caps
}

/** What a run had spent when its last step was recorded; the same whether the run goes on or is resumed. */
export interface SpentSoFar {
  readonly usage: Usage
  readonly elapsedMs: number
}

/**
 * What the caps leave for a step after the verdict, its request for new prompts and its train cases. Tokens, USD and
 * time are estimated from what a case has taken so far. It depends only on recorded data, so a run that was stopped in
 * the middle of a step makes the same step again.
 */
export function stepAllowance(
  splits: Splits,
  request: Pick<RunRequest, 'evalSet' | 'settings' | 'models'>,
  { proposing, onBatch }: StepRequests,
  spent: SpentSoFar,
): StepAllowance {
  const { evalSet, settings } = request
  const { calls, tokens, usd, minutes } = settings.caps
  const reserve = verdictReserve(splits, request, spent)
  const perCase = requestsPerCase(evalSet, settings.repeats)
  const onTrain = onBatch * Math.min(settings.batchSize, splits.train.length)
  const asked = (spent.usage.task.calls + spent.usage.judge.calls + spent.usage.embedding.calls) / perCase
  const allTokens = total(spent.usage, 'inputTokens') + total(spent.usage, 'outputTokens')
  const left = (cap: number | undefined, used: number, reserved: number): number =>
    cap === undefined ? Number.POSITIVE_INFINITY : cap - used - reserved
  const byMean = (rest: number, used: number): number =>
    used === 0 || asked === 0 ? Number.POSITIVE_INFINITY : (rest * asked) / used
  const bounds = [
    { cap: 'calls', cases: (left(calls, total(spent.usage, 'calls'), reserve.calls) - proposing) / perCase },
    { cap: 'tokens', cases: byMean(left(tokens, allTokens, reserve.tokens), allTokens) },
    { cap: 'usd', cases: byMean(left(usd, spent.usage.usd ?? 0, reserve.usd), spent.usage.usd ?? 0) },
    {
      cap: 'minutes',
      cases: byMean(left(minutes && 60_000 * minutes, spent.elapsedMs, reserve.ms), spent.elapsedMs),
    },
  ] as const
  const tightest = bounds.reduce((least, bound) => (bound.cases < least.cases ? bound : least))
  return { cap: tightest.cap, examinations: Math.max(0, tightest.cases - onTrain) }
}
