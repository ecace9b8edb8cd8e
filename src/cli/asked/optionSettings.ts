import manifest from '../../../package.json' with { type: 'json' }
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readSettings, type Settings } from '../../settings/readSettings.ts'
import type { Options, TextOption } from './options.ts'

/** Settings that the command line names otherwise than the editor does. */
export const optionNames: Readonly<Record<string, TextOption | 'paper' | 'allow-code'>> = {
  taskModel: 'task-model',
  optimizerModel: 'optimizer-model',
  judgeModel: 'judge-model',
  embeddingModel: 'embedding-model',
  taskMaxTokens: 'task-max-tokens',
  optimizerMaxTokens: 'optimizer-max-tokens',
  strategy: 'strategy',
  paper: 'paper',
  allowCode: 'allow-code',
  evaluation: 'evaluation',
  steps: 'steps',
  epochs: 'epochs',
  candidates: 'candidates',
  reflection: 'reflection',
  scores: 'scores',
  momentum: 'momentum',
  momentumOver: 'momentum-over',
  memory: 'memory',
  updateMethod: 'update',
  evidence: 'evidence',
  schedule: 'schedule',
  initialStepSize: 'step-size',
  finalStepSize: 'step-size',
  warmup: 'warmup',
  overStep: 'over-step',
  walk: 'walk',
  repeats: 'repeats',
  metaPrompt: 'meta-prompt',
  seed: 'seed',
  concurrency: 'concurrency',
  maxCalls: 'max-calls',
  maxTokens: 'max-tokens',
  maxUsd: 'max-usd',
  maxMinutes: 'max-minutes',
}

/** The settings of the editor with what was typed in their place; defaults come from package.json. */
export function settingsOf(options: Options): Outcome<Settings> {
  const prices = readPrices(options.prices)
  if (!prices.ok) return prices
  const evaluation = options.text('evaluation')
  if (options.isSet('paper') && evaluation !== undefined && evaluation !== 'full')
    return failure({
      code: 'bad-combination',
      detail: `--paper scores every candidate on every case, and --evaluation ${evaluation} does not`,
    })
  const properties: Readonly<Record<string, { readonly default: unknown; readonly type: string | readonly string[] }>> =
    manifest.contributes.configuration.properties
  return readSettings(
    name => {
      if (name === 'prices') return prices.value
      const option = optionNames[name]
      const property = properties[`gpo.${name}`]
      if (option === undefined) return property?.default
      if (option === 'paper' || option === 'allow-code') return options.isSet(option)
      const typed = partOf(name, options.text(option))
      return typed === undefined ? property?.default : typedValue(typed, property?.type)
    },
    name => (optionNames[name] ? `--${optionNames[name]}` : `gpo.${name}`),
  )
}

/** A step size is typed as `50:10`, as `:10` where the first is the strategy's own, or as one number where it does not change. */
function partOf(name: string, typed: string | undefined): string | undefined {
  if (name !== 'initialStepSize' && name !== 'finalStepSize') return typed
  const [initial, ...final] = typed?.split(':') ?? []
  if (name === 'initialStepSize') return initial === '' && final.length > 0 ? undefined : initial
  return final.length === 0 ? undefined : final.join(':')
}

/** A number where the setting is one; what is no number stays as it was typed, and is refused by its schema. */
function typedValue(typed: string, type: string | readonly string[] | undefined): unknown {
  const isNumber = [type].flat().some(name => name === 'number' || name === 'integer')
  const number = Number(typed)
  return isNumber && typed.trim() !== '' && Number.isFinite(number) ? number : typed
}

function readPrices(typed: readonly string[]): Outcome<Readonly<Record<string, unknown>>> {
  const prices: Record<string, unknown> = {}
  for (const value of typed) {
    const match = /^(.+)=(\d+|\d*\.\d+)\/(\d+|\d*\.\d+)$/.exec(value)
    if (!match?.[1])
      return failure({
        code: 'bad-option',
        option: '--price',
        value,
        expected: 'MODEL=IN/OUT, in USD per million tokens',
      })
    prices[match[1]] = { input: Number(match[2]), output: Number(match[3]) }
  }
  return success(prices)
}
