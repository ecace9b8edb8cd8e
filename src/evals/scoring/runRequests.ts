import type { Case, EvalSet } from '../evalSet.ts'
import { asksPerCase, needs } from '../grading/needs.ts'
import { type Fit, fitToCap, type SearchSettings } from './fitToCap.ts'
import { mostRequests, requestsPerCase, type StepRequests, stepsOf } from './requestCounts.ts'

/** What the number of a run's requests depends on. */
export interface Countable {
  readonly kind: 'optimize' | 'evaluate' | 'compare'
  readonly evalSet: Pick<EvalSet, 'checks' | 'cases'>
  readonly settings: SearchSettings
  readonly compare?: { readonly texts: readonly string[]; readonly on: ComparedOn }
  readonly sample?: number
}

/** A split whose cases texts are compared on, or all cases. */
export type ComparedOn = 'test' | 'validation' | 'all'

/** The cases that texts are compared on. A split is the one of an optimization with the same settings. */
export const casesCompared = (
  { evalSet, settings }: Pick<Countable, 'settings'> & { readonly evalSet: Pick<EvalSet, 'checks' | 'cases'> },
  on: ComparedOn,
  takes: (candidates: number) => StepRequests,
): readonly Case[] => (on === 'all' ? evalSet.cases : fitToCap(evalSet, settings, takes).splits[on])

/** The most requests that a run makes, without retries and with no answer known. */
export interface RunRequests {
  /** As many as it has use for. */
  readonly wanted: number
  /** As many as its cap on requests allows. */
  readonly most: number
}

/** The same count for every question before paying and for the run itself; `takes` is what a step of it takes. */
export function requestsOf(run: Countable, takes: (candidates: number) => StepRequests): RunRequests {
  const { kind, evalSet, settings, compare, sample } = run
  const perCase = requestsPerCase(evalSet, settings.repeats)
  const { calls = Number.POSITIVE_INFINITY } = settings.caps
  switch (kind) {
    case 'evaluate': {
      const wanted = perCase * Math.min(evalSet.cases.length, sample ?? Number.POSITIVE_INFINITY)
      return { wanted, most: perCase * Math.min(wanted / perCase, casesWithin(calls, perCase)) }
    }
    case 'compare': {
      const texts = new Set(compare?.texts).size
      const wanted = compare === undefined ? 0 : perCase * texts * casesCompared(run, compare.on, takes).length
      return { wanted, most: Math.min(wanted, calls) }
    }
    case 'optimize': {
      const wanted = searchRequests(fitToCap(evalSet, settings, takes), run, takes)
      return { wanted, most: Math.min(wanted, calls) }
    }
    default:
      return kind satisfies never
  }
}

/** Number of cases that a cap on requests has room for as a whole. */
export const casesWithin = (calls: number | undefined, perCase: number): number =>
  Math.floor((calls ?? Number.POSITIVE_INFINITY) / perCase)

/** The most requests of a search whose cases and candidates have been fitted to its cap. */
export const searchRequests = (
  { splits, candidates }: Pick<Fit, 'splits' | 'candidates'>,
  { evalSet, settings }: Pick<Countable, 'evalSet' | 'settings'>,
  takes: (candidates: number) => StepRequests,
): number =>
  mostRequests(
    splits,
    {
      // What a search that goes on has behind it is not asked again.
      steps: stepsOf(settings, splits.train.length) - (settings.extended?.from ?? 0),
      batchSize: settings.batchSize,
      perCase: requestsPerCase(evalSet, settings.repeats),
      judging: asksJudgedAgain(evalSet, settings),
    },
    takes(candidates),
  )

/**
 * The most requests for judging one answer of the verdict again, which is done where a judge decides about single
 * answers. It is not done for an agent either, which is not told apart here: for one the count stays too high by these.
 */
const asksJudgedAgain = (evalSet: Countable['evalSet'], { repeats = 1 }: Pick<SearchSettings, 'repeats'>): number =>
  repeats === 1 && needs(evalSet).judge ? asksPerCase(evalSet) : 0
