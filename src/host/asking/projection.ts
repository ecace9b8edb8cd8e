import { type Fit, fitToCap } from '../../evals/scoring/fitToCap.ts'
import { smallestGain } from '../../evals/scoring/power.ts'
import { requestsPerCase, stepsOf } from '../../evals/scoring/requestCounts.ts'
import { casesCompared, requestsOf } from '../../evals/scoring/runRequests.ts'
import { isInTheClear } from '../../models/address.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { sentence } from '../../problem/sentences.ts'
import { lockedIn } from '../../prompts/locked.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { couldShowBriefly } from '../../report/fewTestCases.ts'
import { count, counted, dollars, duration } from '../../text/numbers.ts'
import type { PerRequest } from '../records/perRequest.ts'
import { wishesTold } from './wishRows.ts'

/** What an optimization is about and may take at the most, in lines that a person decides by. */
export interface Projection {
  readonly cases: string
  /** The smallest difference that the cases can prove. */
  readonly shows: string
  readonly models: string
  readonly search: string
  /** What the optimizer model is told of what is wanted. */
  readonly wishes: string
  readonly requests: string
  readonly caps: string
  readonly tokens: string
  readonly time: string
  /** What to know about the models before they are asked. */
  readonly matters: readonly string[]
}

/** The part of a request that fits into its cap. */
export const fitOf = ({ settings, evalSet }: RunRequest): Fit => fitToCap(evalSet, settings, takesOf(settings))

/** What is projected. */
export interface Projected {
  readonly request: RunRequest
  /** What is optimized: its length decides how much is sent. */
  readonly text: string
  /** What a request took in an earlier run with the same models. */
  readonly before?: PerRequest
  /** What a run that goes on has behind it. */
  readonly made?: { readonly steps: number; readonly requests: number }
  /** How often the test cases were scored for other prompts before. */
  readonly looks?: number
}

/**
 * Upper bounds: thanks to racing and known answers, a run usually needs about half. Tokens, cost and time are as in the
 * earlier run, if there was one.
 */
export function projectionOf(projected: Projected): Projection {
  const { request, before, made } = projected
  const { settings, models, evalSet } = request
  const { splits, candidates, steps: affordable } = fitOf(request)
  const { train, test } = splits
  const steps = stepsOf(settings, train.length)
  const { wanted } = requestsOf(request, takesOf(settings))
  const { calls = Number.POSITIVE_INFINITY } = settings.caps
  const most = Math.min(wanted, Math.max(0, calls - (made?.requests ?? 0)))
  const judge = requestsPerCase(evalSet) > 1 ? models.judge : undefined
  const named = Object.entries({ optimizer: models.optimizer, judge, embedding: models.embedding })
  const others = named.flatMap(([role, spec]) => (spec === undefined ? [] : [`, ${role} model ${spec.id}`]))
  const ahead =
    made === undefined ? counted(steps, 'step') : `${counted(steps - made.steps, 'more step')}, ${count(steps)} in all`
  const pays = affordable < steps ? `, of which the cap pays for about ${count(affordable)}` : ''
  const spent = made === undefined ? '' : `, of which ${counted(made.requests, 'request')} are spent`
  return {
    cases: `${counted(evalSet.cases.length, 'case')}: ${splitsTold(splits)}`,
    shows: couldShowBriefly(test.length, smallestGain(test.length), projected.looks),
    models: `Task model ${models.task.id}${others.join('')}`,
    search: `Strategy ${settings.strategy}: up to ${ahead}${pays}, with ${counted(candidates, 'candidate')} each`,
    wishes: wishesTold(settings.wishes, lockedIn(projected.text, settings.wishes?.locked.split('\n')).length),
    requests: `At most ${counted(most, 'request')}${most < wanted ? ', where gpo.maxCalls stops it' : ', usually about half'}`,
    caps: `${capsOf(settings.caps)}${spent}`,
    tokens: before === undefined ? sentTokens(projected, most) : tokensAt(before, most),
    time:
      before === undefined
        ? 'Time: not known before a first run with these models'
        : `At most about ${duration(most * before.ms)}, at the pace of the last run with these models`,
    matters: mattersOf(models),
  }
}

/** What it takes to score several texts on the cases of one split. */
export function projectionOfTexts(request: RunRequest): string {
  const { settings, models, compare } = request
  if (compare === undefined) return ''
  const { texts, on } = compare
  const cases = casesCompared(request, on, takesOf(settings)).length
  const { wanted } = requestsOf(request, takesOf(settings))
  return [
    `${counted(texts.length, 'text')} on ${counted(cases, on === 'all' ? 'case' : `${on} case`)}: at most ${boundOf(wanted, settings.caps)}.`,
    'Answers that are known already are not asked for again.',
    `Task model ${models.task.id}.`,
    ...mattersOf(models),
  ].join('\n')
}

const boundOf = (wanted: number, { calls = Number.POSITIVE_INFINITY }: RunRequest['settings']['caps']): string =>
  calls < wanted ? `${counted(calls, 'request')}, where gpo.maxCalls stops it` : counted(wanted, 'request')

export const allowanceTold = 'Each request counts against your allowance of the language models of VS Code.'

function capsOf({ calls, tokens, usd, minutes }: RunRequest['settings']['caps']): string {
  const caps = [
    ...(calls === undefined ? [] : [counted(calls, 'request')]),
    ...(tokens === undefined ? [] : [counted(tokens, 'token')]),
    ...(usd === undefined ? [] : [`${usd} USD`]),
    ...(minutes === undefined ? [] : [counted(minutes, 'minute')]),
  ]
  return caps.length === 0 ? 'No cap is set' : `It stops at ${caps.join(', ')}`
}

function tokensAt({ tokens, usd }: PerRequest, requests: number): string {
  const cost = usd === undefined ? '' : `, ${dollars(usd * requests)}`
  return `At most about ${rounded(tokens * requests)}${cost}, as the last run with these models took them`
}

/**
 * The most tokens that the requests to the task model send, at four characters per token, which is usual for English.
 */
function sentTokens({ request: { evalSet, models }, text }: Projected, requests: number): string {
  const cases = evalSet.cases.reduce((sum, { vars }) => sum + Object.values(vars).join('').length, 0)
  const tokens = ((text.length + cases / Math.max(1, evalSet.cases.length)) / 4) * requests
  const { price } = models.task
  const cost = price === undefined ? '' : `, ${dollars((tokens * price.input) / 1e6)} for what is sent`
  return `At most about ${rounded(tokens)} sent to the task model${cost}`
}

/** Cases of a search that is short of them may be both shown and scored. */
function splitsTold({ train, validation, test }: Fit['splits']): string {
  const shown = new Set(train)
  const both = validation.filter(one => shown.has(one)).length
  return both === 0
    ? `${train.length} train, ${validation.length} validation, ${test.length} test`
    : `${validation.length} validation, ${both} of them train, ${test.length} test`
}

/** An estimate is not told to the last digit. */
const rounded = (tokens: number): string => counted(Number(Math.round(tokens).toPrecision(2)), 'token')

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
