import { asksPerCase } from '../evals/needs.ts'
import { split } from '../evals/splits.ts'
import type { RunRequest } from '../protocol/worker.ts'
import { counted } from './titles.ts'

/** Upper bounds: racing and answers that are known already usually need about half of them. */
export const projection = (request: RunRequest): string =>
  request.compare === undefined ? ofOptimization(request) : ofComparison(request, request.compare)

function ofComparison({ settings, models, evalSet }: RunRequest, { texts, on }: Comparison): string {
  const cases = split(evalSet.cases, settings.seed)[on].length
  return [
    `${counted(texts.length, 'text')} on ${counted(cases, `${on} case`)}: at most ${counted(texts.length * cases, 'request')}.`,
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
  const perStep = Math.min(settings.batchSize, train.length) + settings.candidates * validation.length
  const asked = validation.length + steps * perStep + 2 * test.length
  const most = asked * (settings.repeats ?? 1) * (1 + asksPerCase(evalSet)) + steps
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
