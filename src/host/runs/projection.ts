import { type Fit, fitToCap } from '../../evals/scoring/fitToCap.ts'
import { smallestGain } from '../../evals/scoring/power.ts'
import { mostRequests, requestsPerCase, stepsOf } from '../../evals/scoring/requestCounts.ts'
import { isInTheClear } from '../../models/address.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { sentence } from '../../problem/sentences.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { couldShow } from '../../report/couldShow.ts'
import { counted } from '../../text/numbers.ts'

/** Upper bounds: racing and answers that are known already usually need about half of them. */
export const projection = (request: RunRequest): string =>
  request.compare === undefined ? ofOptimization(request) : ofComparison(request, request.compare)

function ofComparison(request: RunRequest, { texts, on }: Comparison): string {
  const { settings, models, evalSet } = request
  const cases = fitOf(request).splits[on].length
  const most = texts.length * cases * requestsPerCase(evalSet, settings.repeats)
  return [
    `${counted(texts.length, 'text')} on ${counted(cases, `${on} case`)}: at most ${counted(most, 'request')}.`,
    'Answers that are known already are not asked for again.',
    `Task model ${models.task.id}.`,
    ...mattersOf(models),
  ].join('\n')
}

type Comparison = NonNullable<RunRequest['compare']>

const fitOf = ({ settings, evalSet }: RunRequest): Fit => fitToCap(evalSet, settings, takesOf(settings))

function ofOptimization(request: RunRequest): string {
  const { settings, models, evalSet } = request
  const { splits, candidates, steps: affordable } = fitOf(request)
  const { train, validation, test } = splits
  const steps = stepsOf(settings, train.length)
  const most = mostRequests(
    splits,
    { steps, batchSize: settings.batchSize, perCase: requestsPerCase(evalSet, settings.repeats) },
    takesOf(settings)(candidates),
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
    `Up to ${counted(steps, 'step')} with ${counted(candidates, 'candidate')} each: at most ${bound}.`,
    ...(affordable < steps ? [`That buys about ${counted(affordable, 'step')}.`] : []),
    couldShow(test.length, smallestGain(test.length)),
    `Task model ${models.task.id}, optimizer model ${models.optimizer.id}.`,
    ...(caps.length === 0 ? [] : [`It stops at ${caps.join(', ')}.`]),
    ...mattersOf(models),
  ].join('\n')
}

export const allowanceTold = 'Each request counts against your allowance of the language models of VS Code.'

/** What one should know of the models before they are asked. */
function mattersOf(models: RunRequest['models']): readonly string[] {
  const specs = Object.values(models)
  const clear = new Set(
    specs.flatMap(spec => (spec.kind === 'openai' && isInTheClear(spec.baseUrl) ? [spec.baseUrl] : [])),
  )
  return [
    ...(specs.some(({ kind }) => kind === 'vscode') ? [allowanceTold] : []),
    ...[...clear].map(endpoint => sentence({ code: 'in-the-clear', endpoint })),
  ]
}
