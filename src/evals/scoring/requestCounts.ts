import type { EvalSet } from '../evalSet.ts'
import { asksPerCase } from '../grading/needs.ts'
import type { Splits } from '../preparing/splits.ts'

/**
 * Updates in one epoch: the whole batches of the train split, plus one if the rest fills at least half a batch; at
 * least one. This is the published rule: with a batch of 8, 20 cases give 3, 35 give 4, 50 give 6 and 100 give 13.
 */
export const stepsPerEpoch = (cases: number, batchSize: number): number =>
  Math.max(1, Math.floor(cases / batchSize) + (cases % batchSize >= batchSize / 2 ? 1 : 0))

/** Updates of a run: the number that is set or, if that is 0, those of its epochs. */
export const stepsOf = (
  { steps, epochs, batchSize }: Readonly<Record<'steps' | 'epochs' | 'batchSize', number>>,
  cases: number,
): number => (steps > 0 ? steps : epochs * stepsPerEpoch(cases, batchSize))

/** Requests for one case: the answer and its judging, times the number of repeats. */
export const requestsPerCase = (evalSet: Pick<EvalSet, 'checks' | 'cases'>, repeats = 1): number =>
  repeats * (1 + asksPerCase(evalSet))

/** At most so many judged answers are put to the judge a second time, which shows how often it contradicts itself. */
export const mostJudgedAgain = 20

/** The most that one step takes. */
export interface StepRequests {
  /** Requests to the optimizer model. */
  readonly proposing: number
  /** How often each case of its train batch is asked. */
  readonly onBatch: number
  /** Number of prompts that are scored on every validation case. */
  readonly onValidation: number
}

/**
 * The most requests that an optimization makes, without retries and cached answers: the baseline, every step, both
 * prompts on the test split, and some of their answers judged again, given the requests for each case and for judging
 * an answer again. Racing usually needs about half of that.
 */
export function mostRequests(
  { train, validation, test }: Splits,
  { steps, batchSize, perCase, judging }: Readonly<Record<'steps' | 'batchSize' | 'perCase' | 'judging', number>>,
  { proposing, onBatch, onValidation }: StepRequests,
): number {
  const inStep = onBatch * Math.min(batchSize, train.length) + onValidation * validation.length
  const again = judging * Math.min(mostJudgedAgain, 2 * test.length)
  return perCase * (validation.length + steps * inStep + 2 * test.length) + steps * proposing + again
}
