import manifest from '../../package.json' with { type: 'json' }
import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { Caps, Price, RunSettings } from '../protocol/worker.ts'
import { readStrategy, readVariant } from './strategyParts.ts'

/** Reads one setting by its name without `gpo.`; the editor fills in the default that package.json gives. */
export type ReadSetting = (name: string) => unknown

export interface Settings {
  readonly run: RunSettings
  readonly models: Readonly<Record<'task' | 'optimizer' | 'judge' | 'embedding', string>>
  readonly endpoints: Readonly<Record<string, string>>
  readonly prices: Readonly<Record<string, Price>>
  /** Path of the user's own texts for meta-prompts, empty where there are none; whoever has files reads it. */
  readonly metaPrompt: string
}

/**
 * All settings of a run, read once and checked against what package.json declares of them: a value out of bounds is a
 * problem and never quietly replaced. `nameOf` says what the user calls a setting: an option of the command line has
 * another name than a setting of the editor.
 */
export function readSettings(
  read: ReadSetting,
  nameOf: (setting: string) => string = setting => `gpo.${setting}`,
): Outcome<Settings> {
  const problems: Problem[] = []
  const number = (name: string): number => numberOr(checked(name, read(name), problems), 0)
  const text = (name: string): string => textOr(checked(name, read(name), problems), '')
  const count = (name: string): number | undefined => {
    const value = checked(name, read(name), problems)
    return typeof value === 'number' ? value : undefined
  }
  const evaluation = text('evaluation')
  const settings: Settings = {
    run: {
      strategy: readStrategy(text('strategy')),
      variant: readVariant({ text, count }),
      paper: checked('paper', read('paper'), problems) === true,
      evaluation: evaluation === 'full' || evaluation === 'careful' ? evaluation : 'fast',
      steps: number('steps'),
      epochs: number('epochs'),
      batchSize: number('batchSize'),
      candidates: number('candidates'),
      seed: number('seed'),
      concurrency: number('concurrency'),
      repeats: number('repeats'),
      caps: readCaps(read, problems),
      task: { temperature: number('taskTemperature'), maxTokens: number('taskMaxTokens') },
      optimizer: { temperature: number('optimizerTemperature'), maxTokens: number('optimizerMaxTokens') },
      allowCode: checked('allowCode', read('allowCode'), problems) === true,
    },
    models: {
      task: text('taskModel').trim(),
      optimizer: text('optimizerModel').trim(),
      judge: text('judgeModel').trim(),
      embedding: text('embeddingModel').trim(),
    },
    endpoints: readEndpoints(read('endpoints'), problems),
    prices: readPrices(read('prices'), problems),
    metaPrompt: text('metaPrompt').trim(),
  }
  const first = problems[0]
  if (first === undefined) return success(settings)
  return failure(first.code === 'bad-option' ? { ...first, option: nameOf(first.option) } : first)
}

interface Schema {
  readonly type?: string | readonly string[] | undefined
  readonly enum?: readonly string[] | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly exclusiveMinimum?: number | undefined
}

const schemas = new Map<string, Schema>(Object.entries(manifest.contributes.configuration.properties))

/** Whether the value is one that the setting was given: null stands for one that was not. */
export const isSetting = (name: string, value: unknown): boolean =>
  value !== null && expectation(schemaOf(name), value) === undefined

function schemaOf(name: string): Schema {
  const schema = schemas.get(`gpo.${name}`)
  if (schema === undefined) throw new Error(`package.json declares no setting gpo.${name}`)
  return schema
}

function checked(name: string, value: unknown, problems: Problem[]): unknown {
  const expected = expectation(schemaOf(name), value)
  if (expected !== undefined) problems.push(badSetting(name, value, expected))
  return value
}

/** Says what the schema wants where the value is something else. */
function expectation(schema: Schema, value: unknown): string | undefined {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  if (schema.enum !== undefined) {
    return typeof value === 'string' && schema.enum.includes(value) ? undefined : schema.enum.join(', ')
  }
  if (value === null && types.includes('null')) return undefined
  if (types.includes('integer') || types.includes('number')) return numberExpectation(schema, types, value)
  return types.includes(typeof value) ? undefined : types.join(' or ')
}

function numberExpectation(schema: Schema, types: readonly string[], value: unknown): string | undefined {
  const low = schema.minimum ?? schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY
  const high = schema.maximum ?? Number.POSITIVE_INFINITY
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (types.includes('number') || Number.isInteger(value)) &&
    (schema.exclusiveMinimum === undefined ? value >= low : value > low) &&
    value <= high
  if (fits) return undefined
  const kind = types.includes('number') ? 'a number' : 'a whole number'
  const least = schema.exclusiveMinimum === undefined ? `at least ${low}` : `above ${low}`
  return high === Number.POSITIVE_INFINITY ? `${kind}, ${least}` : `${kind}, ${least} and at most ${high}`
}

function readCaps(read: ReadSetting, problems: Problem[]): Caps {
  const cap = (name: string): number | undefined => {
    const value = checked(name, read(name), problems)
    return typeof value === 'number' ? value : undefined
  }
  const [calls, tokens, usd, minutes] = [cap('maxCalls'), cap('maxTokens'), cap('maxUsd'), cap('maxMinutes')]
  return {
    ...(calls === undefined ? {} : { calls }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(usd === undefined ? {} : { usd }),
    ...(minutes === undefined ? {} : { minutes }),
  }
}

function readEndpoints(raw: unknown, problems: Problem[]): Record<string, string> {
  const endpoints: Record<string, string> = nothing()
  for (const [name, value] of Object.entries(isObject(raw) ? raw : {})) {
    const baseUrl = isObject(value) ? value.baseUrl : undefined
    if (typeof baseUrl === 'string' && /^https?:\/\//.test(baseUrl)) endpoints[name] = baseUrl.replace(/\/+$/, '')
    else problems.push(badSetting(`endpoints.${name}`, value, 'a baseUrl that starts with http:// or https://'))
  }
  return endpoints
}

function readPrices(raw: unknown, problems: Problem[]): Record<string, Price> {
  const prices: Record<string, Price> = nothing()
  for (const [model, value] of Object.entries(isObject(raw) ? raw : {})) {
    const input = isObject(value) ? value.input : undefined
    const output = isObject(value) ? value.output : undefined
    if (isPrice(input) && isPrice(output)) prices[model] = { input, output }
    else problems.push(badSetting(`prices.${model}`, value, 'input and output in USD per million tokens'))
  }
  return prices
}

/** A record that inherits nothing: `constructor` is the name of no endpoint. */
const nothing = (): Record<string, never> => Object.create(null)

const badSetting = (name: string, value: unknown, expected: string): Problem => ({
  code: 'bad-option',
  option: name,
  value: typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'),
  expected,
})

const isPrice = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const numberOr = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback)
const textOr = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback)
