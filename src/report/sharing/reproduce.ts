import { needs } from '../../evals/grading/needs.ts'
import type { ModelSpec, RunRequest, RunSettings } from '../../protocol/worker.ts'
import { shippedEndpoints } from '../../settings/modelMaps.ts'
import { typedOptions } from '../../settings/typedSettings.ts'

/**
 * The command that makes the same run at a terminal, in the folder where the run is kept. Undefined if a terminal
 * cannot reach the models: those of the editor, or of several endpoints that only the settings name.
 */
export function reproduceCommand(request: RunRequest): string | undefined {
  const { folder, prompt, evalSet, pairedBy, models, settings, routing } = request
  const specs = [models.task, models.optimizer, models.judge, models.embedding].filter(spec => spec !== undefined)
  const address = specs.every(isShipped) ? undefined : addressOf(specs)
  if (address === undefined && !specs.every(isShipped)) return undefined
  const nameOf = (spec: ModelSpec | undefined) =>
    spec?.kind === 'openai' && address !== undefined ? spec.model : spec?.id
  const inside = (path: string) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path)
  // Options that do not affect this run: epochs if steps are set, the evaluation with --paper, and the permission for
  // code if there is none.
  const without = [
    settings.steps > 0 ? 'epochs' : 'steps',
    ...(settings.paper ? ['evaluation'] : []),
    ...(needs(evalSet).code ? [] : ['allow-code']),
    // How often a query is asked, and at which temperature, are settings of the routing.
    ...(routing ? ['repeats', 'task-temperature'] : []),
  ]
  const options: readonly Option[] = [
    ['target', prompt.target],
    ['eval-set', pairedBy === 'chosen' ? inside(evalSet.path) : undefined],
    ['base-url', address],
    ['task-model', nameOf(models.task)],
    ['optimizer-model', nameOf(models.optimizer)],
    ['judge-model', nameOf(models.judge)],
    ['embedding-model', nameOf(models.embedding)],
    ...typedOptions(settings).filter(([option]) => !without.includes(option)),
    ...(routing ? routingOptions(routing, settings) : []),
    ['meta-prompt', settings.metaPrompt && inside(settings.metaPrompt.path)],
  ]
  const typed = options.flatMap(([name, value]) =>
    value === undefined ? [] : [value === true ? `--${name}` : `--${name} ${quoted(value)}`],
  )
  return [`gpo optimize ${quoted(inside(prompt.path))}`, ...typed].join(' \\\n  ')
}

const routingOptions = ({ options }: NonNullable<RunRequest['routing']>, { task }: RunSettings): readonly Option[] => [
  ['profile', options.profile],
  ['runs', String(options.runs)],
  ['shuffle', options.shuffles || undefined],
  ['route-temperature', String(task.temperature)],
]

type Option = readonly [name: string, value: string | true | undefined]

/** The address of all models, if they share one. */
function addressOf(specs: readonly ModelSpec[]): string | undefined {
  const addresses = new Set(specs.map(spec => (spec.kind === 'openai' ? spec.baseUrl : undefined)))
  const [only] = addresses
  return addresses.size === 1 ? only : undefined
}

/** Whether a terminal knows the model by its name alone: the demo model, and endpoints in the default settings. */
const isShipped = (spec: ModelSpec): boolean =>
  spec.kind === 'demo' || (spec.kind === 'openai' && shippedEndpoints()[spec.provider] === spec.baseUrl)

/** Quoted so that a POSIX shell reads it as one word. */
const quoted = (text: string): string =>
  /^[\w./:@%+,=-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`
