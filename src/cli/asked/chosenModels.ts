import { faultOfAddress, isInTheClear, isLocal, keyVariable } from '../../models/address.ts'
import type { ModelSpec } from '../../models/model.ts'
import { listModels } from '../../models/openai/openai.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'
import type { RunRequest } from '../../run/request.ts'
import type { Settings } from '../../settings/readSettings.ts'
import type { Terminal } from '../output/terminal.ts'
import type { Options } from './options.ts'
import { typedRunner } from './typedRunner.ts'

/** Provider name of the endpoint given by --base-url. */
const typedEndpoint = 'endpoint'

export interface ChosenModels {
  readonly models: RunRequest['models']
  readonly keys: Readonly<Record<string, string>>
}

/** The named models, with the keys for their endpoints from the environment. */
export async function chooseModels(
  settings: Settings,
  options: Options,
  terminal: Terminal,
): Promise<Outcome<ChosenModels>> {
  const baseUrl = options.text('base-url')
  const fault = baseUrl === undefined ? undefined : faultOfAddress(baseUrl)
  if (baseUrl !== undefined && fault !== undefined)
    return failure({
      code: 'bad-option',
      option: '--base-url',
      // The part after a ? may be a key.
      value: baseUrl.replace(/[?#].*$|\/\/[^/]*@/s, '…'),
      expected: 'an http or https URL and nothing else, such as http://localhost:11434/v1',
    })
  const unset = unsetVariable(options, terminal)
  if (unset) return failure(unset)
  const runner = typedRunner(options)
  if (!runner.ok) return runner
  if (runner.value !== undefined) {
    const refusal = refusalOf(settings)
    if (refusal !== undefined) return failure({ code: 'bad-combination', detail: refusal })
    return chooseNamed(settings.models.optimizer, runner.value)
  }
  const task = settings.models.task || (baseUrl === undefined ? undefined : await onlyModel(baseUrl, options, terminal))
  if (task === undefined) return failure({ code: 'no-model' })
  if (typeof task !== 'string') return task.ok ? chooseNamed(task.value) : task
  return chooseNamed(task)

  function chooseNamed(name: string, agent?: ModelSpec): Outcome<ChosenModels> {
    const read = (model: string): Outcome<ModelSpec> => specOf(model, baseUrl, settings)
    const taskSpec = agent ? success(agent) : read(name)
    const writer = settings.models.optimizer || name
    // An evaluation has no use for a model that writes.
    const optimizer = agent && writer === '' ? taskSpec : read(writer)
    const judge = settings.models.judge === '' ? undefined : read(settings.models.judge)
    const embedding = settings.models.embedding === '' ? undefined : read(settings.models.embedding)
    if (!taskSpec.ok) return taskSpec
    if (!optimizer.ok) return optimizer
    if (judge?.ok === false) return judge
    if (embedding?.ok === false) return embedding
    const models = {
      task: taskSpec.value,
      optimizer: optimizer.value,
      ...(judge && { judge: judge.value }),
      ...(embedding && { embedding: embedding.value }),
    }
    const variable = options.text('api-key-env')
    const keys = keysFor(Object.values(models), settings.endpoints, variable, terminal)
    if (!keys.ok) return keys
    const unasked = keyedEndpoints(models, settings.endpoints).find(({ baseUrl }) => keys.value[baseUrl] === undefined)
    if (unasked !== undefined)
      return failure({ code: 'no-key', endpoint: unasked.provider, variable: keyVariable(unasked.provider) })
    for (const address of new Set(addressesOf(Object.values(models)).filter(isInTheClear)))
      terminal.err(`${sentenceAtTerminal({ code: 'in-the-clear', endpoint: address })}\n`)
    return success({ models, keys: keys.value })
  }
}

/** What cannot be promised about a command. */
const refusalOf = ({ models, run }: Settings): string | undefined =>
  models.task !== ''
    ? '--runner answers in place of a task model, so there is none to name with --task-model'
    : run.caps.tokens !== undefined || run.caps.usd !== undefined
      ? 'what a runner spends is known only afterwards, so --max-tokens and --max-usd cannot hold; --max-calls and --max-minutes do'
      : undefined

const addressesOf = (specs: readonly ModelSpec[]): readonly string[] =>
  specs.flatMap(spec => (spec.kind === 'openai' ? [spec.baseUrl] : []))

/**
 * Keys of the endpoints in use, by address. A known provider's key is sent only to that provider's address: never to an
 * endpoint that was typed, nor to one that a journal names, because journals are part of the workspace. A variable
 * named explicitly holds the key of one address; if the models are on several remote machines, nobody can know of
 * which.
 */
export function keysFor(
  specs: readonly ModelSpec[],
  endpoints: Settings['endpoints'],
  variable: string | undefined,
  { env }: Terminal,
): Outcome<Readonly<Record<string, string>>> {
  const keys: Record<string, string> = {}
  const asked = specs.filter(spec => spec.kind === 'openai')
  for (const { provider, baseUrl } of asked) {
    const own = endpoints[provider] === baseUrl ? env[keyVariable(provider)] : undefined
    if (own) keys[baseUrl] = own
  }
  const named = variable === undefined ? undefined : env[variable]
  if (!named) return success(keys)
  const addresses = [...new Set(addressesOf(specs))]
  const away = addresses.filter(address => !isLocal(address))
  const [address, another] = away.length > 0 ? away : addresses
  if (another !== undefined) {
    const detail = `--api-key-env names one key, and the models are at several addresses (${addresses.join(', ')}), of which each has a variable of its own`
    return failure({ code: 'bad-combination', detail })
  }
  return success(address === undefined ? keys : { ...keys, [address]: named })
}

/** A variable that was named for the key but is empty: without this check, requests would be sent without a key. */
export function unsetVariable(options: Options, { env }: Terminal): Problem | undefined {
  const variable = options.text('api-key-env')
  return variable === undefined || env[variable]
    ? undefined
    : {
        code: 'bad-option',
        option: '--api-key-env',
        value: variable,
        expected: 'the name of an environment variable that is set to the key',
      }
}

/**
 * Known providers that are reached over the network need a key; one on this machine, or one that was typed, may not.
 */
const keyedEndpoints = (models: RunRequest['models'], endpoints: Settings['endpoints']) =>
  Object.values(models).flatMap(spec =>
    spec.kind === 'openai' && endpoints[spec.provider] === spec.baseUrl && spec.baseUrl.startsWith('https:')
      ? [spec]
      : [],
  )

function specOf(name: string, baseUrl: string | undefined, { endpoints, prices }: Settings): Outcome<ModelSpec> {
  const price = prices[name] && { price: prices[name] }
  if (baseUrl !== undefined)
    return success({
      kind: 'openai',
      id: name,
      provider: typedEndpoint,
      model: name,
      baseUrl: baseUrl.replace(/\/+$/, ''),
      ...price,
    })
  if (name === 'demo') return success({ kind: 'demo', id: 'demo' })
  const colon = name.indexOf(':')
  const provider = name.slice(0, Math.max(colon, 0))
  const known = endpoints[provider]
  if (colon < 1 || known === undefined)
    return failure({
      code: 'bad-option',
      option: 'A model',
      value: name,
      expected: `demo, or provider:model with one of ${Object.keys(endpoints).join(', ')}, or --base-url with it`,
    })
  return success({ kind: 'openai', id: name, provider, model: name.slice(colon + 1), baseUrl: known, ...price })
}

/** The chat model of an endpoint that has exactly one; if it has several, they are listed for the user to choose. */
async function onlyModel(baseUrl: string, options: Options, terminal: Terminal): Promise<Outcome<string>> {
  const variable = options.text('api-key-env')
  const key = variable === undefined ? undefined : terminal.env[variable]
  const found = await listModels(baseUrl, key, terminal.signal)
  if (!found.ok) return found
  const chat = found.value.filter(name => !/embed/i.test(name))
  const [only] = chat
  if (chat.length === 1 && only !== undefined) return success(only)
  return failure({ code: 'unknown-model', model: '', known: chat.slice(0, 10) })
}
