import type { Case } from '../evals/evalSet.ts'
import { leastTested } from '../evals/preparing/leastTested.ts'
import type { Splits } from '../evals/preparing/splits.ts'
import { smallestBlock } from '../evals/scoring/race.ts'
import { requestsPerCase, type StepRequests } from '../evals/scoring/requestCounts.ts'
import { casesWithin } from '../evals/scoring/runRequests.ts'
import { total } from '../models/roles.ts'
import type { Caps } from '../models/usage.ts'
import { random, sample } from '../text/random.ts'
import { type SpentSoFar, type VerdictReserve, verdictReserve } from './projectCalls.ts'
import type { RunRequest } from './request.ts'

/** What the next step may request. */
export interface StepAllowance {
  /** Number of new prompts that it asks for. */
  readonly candidates: number
  /** The number of trials (a candidate on a validation case) that its candidates may use together. */
  readonly examinations: number
  /** The number of trials that the caps have room for without a step: it would ask for new prompts, and train cases. */
  readonly answers: number
  /** The cap that sets this limit. */
  readonly cap: keyof Caps
  /** Whether the cap pays for so few prompts that a race hurries. */
  readonly hurried: boolean
}

/**
 * What the caps leave for a step after the verdict, its request for new prompts and its train cases. Near the end of a
 * budget a step wants fewer new prompts: as many as can all be looked at while one is scored on every case. It depends
 * only on recorded data, so a run that was stopped in the middle of a step makes the same step again.
 */
export function stepAllowance(
  splits: Splits,
  request: Paying,
  takes: (candidates: number) => StepRequests,
  wanted: number,
  spent: SpentSoFar,
): StepAllowance {
  const { settings } = request
  const { length } = splits.validation
  const reserve = verdictReserve(splits, request, spent)
  const hurried = paysForFew(splits, request)
  const answers = Math.max(0, casesLeft(request, spent, reserve).cases)
  const look = settings.evaluation === 'full' ? length : Math.min(length, smallestBlock)
  const allowanceOf = (candidates: number): StepAllowance => {
    const { proposing, onBatch } = takes(candidates)
    const onTrain = onBatch * Math.min(settings.batchSize, splits.train.length)
    const { cap, cases } = casesLeft(request, spent, { ...reserve, calls: reserve.calls + proposing })
    return { candidates, cap, hurried, answers, examinations: Math.max(0, cases - onTrain) }
  }
  for (let candidates = wanted; candidates > 1 && !settings.paper; candidates--) {
    const allowance = allowanceOf(candidates)
    if (allowance.examinations >= length + look * (candidates - 1)) return allowance
  }
  return allowanceOf(settings.paper ? wanted : 1)
}

/**
 * Below this many prompts on every validation case a search finds more by trying more of them. On simulated tasks it
 * found more at nine, as much at eleven to fifteen, and less from twenty on.
 * On fewer cases than these the look that a hurried race takes after eight is half of all, and saves too little.
 */
const [few, fewestCases] = [10, 24]

/** Whether the cap on calls, after the smallest verdict, pays for few prompts on every validation case. */
function paysForFew({ validation, test }: Splits, { evalSet, settings }: Paying): boolean {
  const { calls = Number.POSITIVE_INFINITY } = settings.caps
  const cases = casesWithin(calls, requestsPerCase(evalSet, settings.repeats))
  return validation.length >= fewestCases && cases - 2 * leastTested(test.length) < few * validation.length
}

/**
 * The test cases that the verdict asks: all of them, or as many as the caps still pay for with both prompts, drawn by
 * the seed. A search that found its best prompt late has used part of what the verdict would have taken.
 */
export function testedCases({ test }: Splits, request: Paying, spent: SpentSoFar): readonly Case[] {
  if (spent.gain === 0) return test
  const { cases } = casesLeft(request, spent, { calls: 0, tokens: 0, usd: 0, ms: 0 })
  const most = Math.floor(cases / 2)
  return most < test.length ? sample(test, most, random(request.settings.seed, 'tested')) : test
}

type Paying = Pick<RunRequest, 'evalSet' | 'settings' | 'models'>

/**
 * How many cases the caps pay for beside a reserve, and the cap that sets this limit. Tokens, USD and time are
 * estimated from what a case has taken so far.
 */
function casesLeft(
  { evalSet, settings }: Paying,
  { usage, elapsedMs }: SpentSoFar,
  reserve: VerdictReserve,
): { readonly cap: keyof Caps; readonly cases: number } {
  const { calls, tokens, usd, minutes } = settings.caps
  const perCase = requestsPerCase(evalSet, settings.repeats)
  const asked = (usage.task.calls + usage.judge.calls + usage.embedding.calls) / perCase
  const allTokens = total(usage, 'inputTokens') + total(usage, 'outputTokens')
  const left = (cap: number | undefined, used: number, reserved: number): number =>
    cap === undefined ? Number.POSITIVE_INFINITY : cap - used - reserved
  const byMean = (rest: number, used: number): number =>
    used === 0 || asked === 0 ? Number.POSITIVE_INFINITY : (rest * asked) / used
  const bounds = [
    { cap: 'calls', cases: left(calls, total(usage, 'calls'), reserve.calls) / perCase },
    { cap: 'tokens', cases: byMean(left(tokens, allTokens, reserve.tokens), allTokens) },
    { cap: 'usd', cases: byMean(left(usd, usage.usd ?? 0, reserve.usd), usage.usd ?? 0) },
    { cap: 'minutes', cases: byMean(left(minutes && 60_000 * minutes, elapsedMs, reserve.ms), elapsedMs) },
  ] as const
  return bounds.reduce((least, bound) => (bound.cases < least.cases ? bound : least))
}
