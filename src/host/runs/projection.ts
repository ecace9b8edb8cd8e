import { type Fit, fitToCap } from '../../evals/scoring/fitToCap.ts'
import { smallestGain } from '../../evals/scoring/power.ts'
import { mostRequests, requestsPerCase, stepsOf } from '../../evals/scoring/requestCounts.ts'
import { isInTheClear } from '../../models/address.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { sentence } from '../../problem/sentences.ts'
import { findTarget, readPromptFile } from '../../prompts/readPromptFile.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { couldShow } from '../../report/couldShow.ts'
import { counted, dollars } from '../../text/numbers.ts'

/** Upper bounds: thanks to racing and known answers, a run usually needs about half. */
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

/**
 * The most tokens that the requests to the task model send, at four characters per token, which is usual for English.
 */
function sentTokens({ prompt, evalSet, models }: RunRequest, requests: number): string {
  const cases = evalSet.cases.reduce((sum, { vars }) => sum + Object.values(vars).join('').length, 0)
  const file = readPromptFile(prompt.path, prompt.source)
  const target = file.ok ? findTarget(file.value, prompt.target) : file
  const text = target.ok ? target.value.text : prompt.source
  const each = (text.length + cases / Math.max(1, evalSet.cases.length)) / 4
  const tokens = Math.round(each * requests)
  const { price } = models.task
  const cost = price === undefined ? '' : `, ${dollars((tokens * price.input) / 1e6)} for what is sent`
  return `About ${counted(Number(tokens.toPrecision(2)), 'token')} to the task model at the most${cost}.`
}

type Comparison = NonNullable<RunRequest['compare']>

/** The part of a request that fits into its cap. */
export const fitOf = ({ settings, evalSet }: RunRequest): Fit => fitToCap(evalSet, settings, takesOf(settings))

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
    sentTokens(request, most),
    `Strategy ${settings.strategy}, task model ${models.task.id}, optimizer model ${models.optimizer.id}.`,
    ...(caps.length === 0 ? [] : [`It stops at ${caps.join(', ')}.`]),
    ...mattersOf(models),
  ].join('\n')
}

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
