import type { Splits } from '../evals/splits.ts'
import type { Problem } from '../text/problem.ts'
import type { RunSettings } from './request.ts'
import type { Tools } from './tools.ts'

/**
 * Requests that a run makes at the most, without retries and cached answers: the baseline, every step with its train
 * batch, its request for candidates and each candidate on every validation case, and both prompts on the test split.
 * Racing usually needs about half of it.
 */
export const projectCalls = (splits: Splits, steps: number, settings: RunSettings): number => {
  const batch = Math.min(settings.batchSize, splits.train.length)
  const perStep = batch + 1 + settings.candidates * splits.validation.length
  const projected = splits.validation.length + steps * perStep + verdictCalls(splits)
  return Math.min(projected, settings.caps.calls ?? projected)
}

/** What the verdict needs: the original and the best prompt on every test case. */
export const verdictCalls = (splits: Splits): number => 2 * splits.test.length

/** Why a run cannot be worth starting: its baseline and verdict alone would pass the cap. */
export function tooSmall(splits: Splits, { caps }: RunSettings): Problem | undefined {
  const needed = splits.validation.length + verdictCalls(splits)
  return caps.calls !== undefined && caps.calls < needed
    ? { code: 'budget-too-small', cap: 'calls', limit: caps.calls, needed }
    : undefined
}

/** Tests cost about what validation did; the margin is for cases that are a little longer. */
const margin = 1.25

/** Keeps back what the verdict needs: its calls from the start, and its tokens and USD by what a case has cost so far. */
export function withholdVerdict({ ledger }: Tools, splits: Splits): void {
  const { task, usd } = ledger.usage()
  const calls = verdictCalls(splits)
  const share = task.calls === 0 ? 0 : (margin * calls) / task.calls
  ledger.withhold(calls, Math.ceil(share * (task.inputTokens + task.outputTokens)), share * (usd ?? 0))
}
