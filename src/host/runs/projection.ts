import { type Fit, fitToCap } from '../../evals/scoring/fitToCap.ts'
import { smallestGain } from '../../evals/scoring/power.ts'
import { stepsOf } from '../../evals/scoring/requestCounts.ts'
import { requestsOf } from '../../evals/scoring/runRequests.ts'
import { isInTheClear } from '../../models/address.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { sentence } from '../../problem/sentences.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { couldShow } from '../../report/couldShow.ts'
import { counted, dollars } from '../../text/numbers.ts'

/**
 * Upper bounds: thanks to racing and known answers, a run usually needs about half. `text` is what is optimized, whose
 * length decides how much is sent.
 */
export const projection = (request: RunRequest, text: string): string =>
  request.compare === undefined ? ofOptimization(request, text) : ofComparison(request, request.compare)

function ofComparison(request: RunRequest, { texts, on }: Comparison): string {
  const { settings, models } = request
  const cases = fitOf(request).splits[on].length
  const { wanted } = requestsOf(request, takesOf(settings))
  return [
    `${counted(texts.length, 'text')} on ${counted(cases, `${on} case`)}: at most ${boundOf(wanted, settings.caps)}.`,
    'Answers that are known already are not asked for again.',
    `Task model ${models.task.id}.`,
    ...mattersOf(models),
  ].join('\n')
}

/**
 * The most tokens that the requests to the task model send, at four characters per token, which is usual for English.
 */
function sentTokens({ evalSet, models }: RunRequest, text: string, requests: number): string {
  const cases = evalSet.cases.reduce((sum, { vars }) => sum + Object.values(vars).join('').length, 0)
  const each = (text.length + cases / Math.max(1, evalSet.cases.length)) / 4
  const tokens = Math.round(each * requests)
  const { price } = models.task
  const cost = price === undefined ? '' : `, ${dollars((tokens * price.input) / 1e6)} for what is sent`
  return `About ${counted(Number(tokens.toPrecision(2)), 'token')} to the task model at the most${cost}.`
}

type Comparison = NonNullable<RunRequest['compare']>

/** The part of a request that fits into its cap. */
export const fitOf = ({ settings, evalSet }: RunRequest): Fit => fitToCap(evalSet, settings, takesOf(settings))

function ofOptimization(request: RunRequest, text: string): string {
  const { settings, models, evalSet } = request
  const { splits, candidates, steps: affordable } = fitOf(request)
  const { train, validation, test } = splits
  const steps = stepsOf(settings, train.length)
  const { wanted } = requestsOf(request, takesOf(settings))
  const { tokens, usd, minutes } = settings.caps
  const caps = [
    ...(tokens === undefined ? [] : [counted(tokens, 'token')]),
    ...(usd === undefined ? [] : [`${usd} USD`]),
    ...(minutes === undefined ? [] : [counted(minutes, 'minute')]),
  ]
  return [
    `${counted(evalSet.cases.length, 'case')}: ${train.length} train, ${validation.length} validation, ${test.length} test.`,
    `Up to ${counted(steps, 'step')} with ${counted(candidates, 'candidate')} each: at most ${boundOf(wanted, settings.caps)}.`,
    ...(affordable < steps ? [`That buys about ${counted(affordable, 'step')}.`] : []),
    couldShow(test.length, smallestGain(test.length)),
    sentTokens(request, text, wanted),
    `Strategy ${settings.strategy}, task model ${models.task.id}, optimizer model ${models.optimizer.id}.`,
    ...(caps.length === 0 ? [] : [`It stops at ${caps.join(', ')}.`]),
    ...mattersOf(models),
  ].join('\n')
}

const boundOf = (wanted: number, { calls = Number.POSITIVE_INFINITY }: RunRequest['settings']['caps']): string =>
  calls < wanted ? `${counted(calls, 'request')}, where gpo.maxCalls stops it` : counted(wanted, 'request')

export const allowanceTold = 'Each request counts against your allowance of the language models of VS Code.'

/** What to know about the models before they are asked. */
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
