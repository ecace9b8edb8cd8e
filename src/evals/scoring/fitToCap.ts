import { random, sample } from '../../text/random.ts'
import type { EvalSet } from '../evalSet.ts'
import { type Splits, split } from '../preparing/splits.ts'
import { requestsPerCase, type StepRequests, stepsOf } from './requestCounts.ts'

/** What decides how large a search is. */
export interface SearchSettings {
  readonly caps: { readonly calls?: number }
  /** 0 means as many as the epochs give. */
  readonly steps: number
  readonly epochs: number
  readonly candidates: number
  readonly batchSize: number
  readonly repeats?: number
  readonly seed: number
  /** `full` drops no candidate from a race before its end. */
  readonly evaluation: 'full' | 'careful' | 'fast'
  /** As published, a search is never made smaller. */
  readonly paper: boolean
}

/** A search that fits its cap. */
export interface Fit {
  readonly splits: Splits
  readonly candidates: number
  /** Steps that the cap buys, as races usually go; no more than are to be made. */
  readonly steps: number
  /** Requests that the baseline, one step with a single candidate and the verdict take. */
  readonly least: number
}

/** A search of fewer steps learns hardly anything from one for the next. */
const fewestSteps = 4
/** Fewer candidates, or races over fewer cases, choose by luck. */
const [fewCandidates, fewCases] = [3, 16]
/** Share of the most that a step usually takes, since candidates are dropped. */
const usualShare = 0.55

/**
 * Splits the cases, and makes the search small enough for its cap: as many candidates and validation cases as there are,
 * unless the cap then buys fewer than four steps. Then first candidates are left out, and then cases: those that the
 * baseline and all races go over are drawn from the validation split by the seed. `takes` says what a step with so many
 * candidates takes at the most.
 */
export function fitToCap(
  evalSet: Pick<EvalSet, 'checks' | 'cases'>,
  settings: SearchSettings,
  takes: (candidates: number) => StepRequests,
): Fit {
  const splits = split(evalSet.cases, settings.seed)
  const { train, validation, test } = splits
  const steps = stepsOf(settings, train.length)
  const perCase = requestsPerCase(evalSet, settings.repeats)
  const share = settings.evaluation === 'full' || settings.paper ? 1 : usualShare
  const wanted = settings.paper ? 0 : Math.min(steps, fewestSteps)

  /** The baseline and both prompts on the test split. */
  const outside = (cases: number): number => perCase * (cases + 2 * test.length)

  const inside = (cases: number, candidates: number): number => {
    const { proposing, onBatch, onValidation } = takes(candidates)
    return perCase * (onBatch * Math.min(settings.batchSize, train.length) + onValidation * cases) + proposing
  }

  const bought = (cases: number, candidates: number): number => {
    if (settings.caps.calls === undefined) return steps
    const left = settings.caps.calls - outside(cases)
    if (left < inside(cases, 1)) return 0
    return Math.min(steps, Math.max(1, Math.floor(left / (share * inside(cases, candidates)))))
  }

  let [cases, candidates] = [validation.length, settings.candidates]
  while (bought(cases, candidates) < wanted && candidates > fewCandidates) candidates--
  while (bought(cases, candidates) < wanted && cases > fewCases) cases--
  while (bought(cases, candidates) < wanted && candidates > 1) candidates--
  const fitted = cases < validation.length ? sample(validation, cases, random(settings.seed, 'fit')) : validation
  return {
    splits: { ...splits, validation: fitted },
    candidates,
    steps: bought(cases, candidates),
    least: outside(cases) + inside(cases, 1),
  }
}
