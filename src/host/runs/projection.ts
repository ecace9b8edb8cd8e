import { split } from '../../evals/preparing/splits.ts'
import { mostRequests, requestsPerCase, stepsOf } from '../../evals/scoring/requestCounts.ts'
import { stepRequests } from '../../optimizer/stepRequests.ts'
import { recipeOf } from '../../optimizer/strategies.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { counted } from '../../text/numbers.ts'

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
  const splits = split(evalSet.cases, settings.seed)
  const { train, validation, test } = splits
  const steps = stepsOf(settings, train.length)
  const { strategy, variant = {}, paper, candidates, batchSize } = settings
  const most = mostRequests(
    splits,
    { steps, batchSize, perCase: requestsPerCase(evalSet, settings.repeats) },
    stepRequests(recipeOf(strategy, variant, paper), candidates),
  )
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
