import { random, sample } from '../../text/random.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { fewestTested, leastTested } from '../preparing/leastTested.ts'
import { type Splits, split } from '../preparing/splits.ts'
import { requestsPerCase, type StepRequests, stepsOf } from './requestCounts.ts'

/** The settings that decide how large a search is. */
export interface SearchSettings {
  readonly caps: { readonly calls?: number }
  /** 0 means as many as the epochs give. */
  readonly steps: number
  readonly epochs: number
  readonly candidates: number
  readonly batchSize: number
  readonly repeats?: number
  readonly seed: number
  /** `full` never drops a candidate during a race. */
  readonly evaluation: 'full' | 'careful' | 'fast'
  /** In the published form a search is never made smaller. */
  readonly paper: boolean
  /** Set if the search goes on after its end. */
  readonly extended?: { readonly from: number; readonly fittedTo: Pick<SearchSettings, 'steps' | 'caps'> }
}

/** A search that fits its cap. */
export interface Fit {
  readonly splits: Splits
  readonly candidates: number
  /**
   * Number of steps that the cap pays for if races go as usual and the verdict asks all its cases; at most the number
   * that is wanted.
   */
  readonly steps: number
  /** Requests for the baseline, one step with a single candidate, and the smallest verdict. */
  readonly least: number
}

/** With fewer steps there is too little to learn from one step for the next. */
const fewestSteps = 4
/** With fewer candidates, or fewer cases in a race, the choice is luck. */
const [fewCandidates, fewCases] = [3, 16]
/**
 * The share of a cap that the verdict may take. A larger one shows smaller gains, but leaves fewer calls to find them: on
 * simulated tasks at 300 calls, with a half less was found, and with a sixth more was found but less of it shown.
 */
const verdictShare = 1 / 3
/** The share of its maximum that a step usually takes, since candidates are dropped. */
export const usualStepShare = 0.55

/**
 * Splits the cases and shrinks the search until it fits its cap. The verdict takes at most a third of a small cap, but
 * asks at least a dozen cases if there are so many. If the cap pays for fewer than four steps, the candidates are
 * reduced to three, then the cases of the baseline and all races to sixteen, drawn from the validation split by the
 * seed, and then the candidates to one. `takes` gives the most that a step with a number of candidates takes. A search
 * that is extended keeps its cases and candidates, and pays for all its steps.
 */
export function fitToCap(
  evalSet: Pick<EvalSet, 'checks' | 'cases'>,
  settings: SearchSettings,
  takes: (candidates: number) => StepRequests,
): Fit {
  if (settings.extended !== undefined) {
    const { extended, ...own } = settings
    return { ...fitToCap(evalSet, { ...own, ...extended.fittedTo }, takes), steps: settings.steps }
  }
  const splits = split(evalSet.cases, settings.seed)
  const { train, validation } = splits
  const steps = stepsOf(settings, train.length)
  const perCase = requestsPerCase(evalSet, settings.repeats)
  const share = settings.evaluation === 'full' || settings.paper ? 1 : usualStepShare
  const wanted = settings.paper ? 0 : Math.min(steps, fewestSteps)

  const test = testWithin(splits.test, settings, perCase)
  /** The search is laid out for the smallest verdict, since it may use what the verdict does not need. */
  const leastTests = settings.paper ? test.length : leastTested(test.length)
  /** Requests outside of the steps: the baseline, and both prompts on the test cases. */
  const outside = (cases: number, tested = leastTests): number => perCase * (cases + 2 * tested)

  const inside = (cases: number, candidates: number): number => {
    const { proposing, onBatch, onValidation } = takes(candidates)
    return perCase * (onBatch * Math.min(settings.batchSize, train.length) + onValidation * cases) + proposing
  }

  const bought = (cases: number, candidates: number, tested = leastTests): number => {
    if (settings.caps.calls === undefined) return steps
    if (settings.caps.calls - outside(cases) < inside(cases, 1)) return 0
    const left = settings.caps.calls - outside(cases, tested)
    return Math.min(steps, Math.max(1, Math.floor(left / (share * inside(cases, candidates)))))
  }

  let [cases, candidates] = [validation.length, settings.candidates]
  while (bought(cases, candidates) < wanted && candidates > fewCandidates) candidates--
  while (bought(cases, candidates) < wanted && cases > fewCases) cases--
  while (bought(cases, candidates) < wanted && candidates > 1) candidates--
  const fitted = cases < validation.length ? sample(validation, cases, random(settings.seed, 'fit')) : validation
  return {
    splits: { ...splits, validation: fitted, test },
    candidates,
    steps: bought(cases, candidates, test.length),
    least: outside(cases) + inside(cases, 1),
  }
}

/** The test cases that a verdict of both prompts can ask within its share of the cap, drawn by the seed. */
function testWithin(
  test: readonly Case[],
  { caps, paper, seed }: Pick<SearchSettings, 'caps' | 'paper' | 'seed'>,
  perCase: number,
): readonly Case[] {
  if (caps.calls === undefined || paper) return test
  const cases = Math.max(fewestTested, Math.floor((verdictShare * caps.calls) / (2 * perCase)))
  return cases < test.length ? sample(test, cases, random(seed, 'tested')) : test
}
