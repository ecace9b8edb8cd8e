import type { EvalSet } from '../evals/evalSet.ts'
import { asksPerCase } from '../evals/needs.ts'
import { split } from '../evals/splits.ts'
import type { RunRequest } from '../protocol/worker.ts'
import { counted } from '../text/numbers.ts'

/** Upper bounds: racing and answers that are known already usually need about half of them. */
export const projection = (request: RunRequest): string =>
  request.compare === undefined ? ofOptimization(request) : ofComparison(request, request.compare)

function ofComparison(request: RunRequest, { texts, on }: Comparison): string {
  const { settings, models, evalSet } = request
  const cases = split(evalSet.cases, settings.seed)[on].length
  const most = texts.length * cases * requestsPerCase(evalSet, settings.repeats)
  return [
    `${counted(texts.length, 'text')} on ${counted(cases, `${on} case`)}: at most ${counted(most, 'request')}.`,
    'Answers that are known already are not asked for again.',
    `Task model ${models.task.id}.`,
  ].join('\n')
}

type Comparison = NonNullable<RunRequest['compare']>

function ofOptimization(request: RunRequest): string {
  const { settings, models, evalSet } = request
  const { train, validation, test } = split(evalSet.cases, settings.seed)
  const perEpoch = Math.max(1, Math.ceil(train.length / settings.batchSize))
  const steps = settings.steps > 0 ? settings.steps : settings.epochs * perEpoch
  const { strategy, variant, candidates } = settings
  const onBatch = (strategy === 'gepa' ? 1 + candidates : 1) * Math.min(settings.batchSize, train.length)
  const onValidation = (candidates + (variant?.momentum === 'summary' ? 1 : 0)) * validation.length
  const asked = validation.length + steps * (onBatch + onValidation) + 2 * test.length
  const proposing = steps * (strategy === 'apo-native' ? mostCritical : candidates + mostReflecting)
  const most = asked * requestsPerCase(evalSet, settings.repeats) + proposing
  const { calls, tokens, usd, minutes } = settings.caps
  const caps = [
    ...(tokens === undefined ? [] : [counted(tokens, 'token')]),
    ...(usd === undefined ? [] : [`${usd} USD`]),
    ...(minutes === undefined ? [] : [counted(minutes, 'minute')]),
  ]
  const bound =
    calls !== undefined && calls < most
      ? `${counted(calls, 'request')}, where gpo.maxCalls stops it`
      : counted(most, 'request')
  return [
    `${counted(evalSet.cases.length, 'case')}: ${train.length} train, ${validation.length} validation, ${test.length} test.`,
    `Up to ${counted(steps, 'step')} with ${counted(settings.candidates, 'candidate')} each: at most ${bound}.`,
    `Task model ${models.task.id}, optimizer model ${models.optimizer.id}.`,
    ...(caps.length === 0 ? [] : [`It stops at ${caps.join(', ')}.`]),
  ].join('\n')
}

/** Requests to the optimizer model in one step besides those for candidates: for a reflection and a summary. */
const mostReflecting = 2

/** All of them where several critiques are asked for, an edit for each, and each of these in other words. */
const mostCritical = 18

/** The requests of one case: the answer and what judging it takes, as often as it is asked. */
export const requestsPerCase = (evalSet: EvalSet, repeats = 1): number => repeats * (1 + asksPerCase(evalSet))
