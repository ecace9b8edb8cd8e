import type { EvalSet } from '../evalSet.ts'
import { asksPerCase } from '../grading/needs.ts'
import type { Splits } from '../preparing/splits.ts'

/**
 * Updates in one epoch: the whole batches of the train split, and one more where the rest fills at least half a batch
 * (the published rule: 20 cases 3, 35 cases 4, 50 cases 6, 100 cases 13 at a batch of 8). At least one.
 */
export const stepsPerEpoch = (cases: number, batchSize: number): number =>
  Math.max(1, Math.floor(cases / batchSize) + (cases % batchSize >= batchSize / 2 ? 1 : 0))

/** Updates of a run: as many as are asked for, or with 0 those of its epochs. */
export const stepsOf = (
  { steps, epochs, batchSize }: Readonly<Record<'steps' | 'epochs' | 'batchSize', number>>,
  cases: number,
): number => (steps > 0 ? steps : epochs * stepsPerEpoch(cases, batchSize))

/** The requests of one case: the answer and what judging it takes, as often as it is asked. */
export const requestsPerCase = (evalSet: Pick<EvalSet, 'checks' | 'cases'>, repeats = 1): number =>
  repeats * (1 + asksPerCase(evalSet))

/** What one step takes at the most. */
export interface StepRequests {
  /** Requests to the optimizer model. */
  readonly proposing: number
  /** How often every case of its train batch is asked. */
  readonly onBatch: number
  /** Prompts that are scored on every validation case. */
  readonly onValidation: number
}

/**
 * Requests that an optimization makes at the most, without retries and cached answers: the baseline, every step, and both
 * prompts on the test split, with so many requests for each case. Racing usually needs about half of it.
 */
export function mostRequests(
  { train, validation, test }: Splits,
  { steps, batchSize, perCase }: { readonly steps: number; readonly batchSize: number; readonly perCase: number },
  { proposing, onBatch, onValidation }: StepRequests,
): number {
  const inStep = onBatch * Math.min(batchSize, train.length) + onValidation * validation.length
  return perCase * (validation.length + steps * inStep + 2 * test.length) + steps * proposing
}
