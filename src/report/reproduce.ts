import manifest from '../../package.json' with { type: 'json' }
import { needs } from '../evals/grading/needs.ts'
import type { ModelSpec, RunRequest, Variant } from '../protocol/worker.ts'

/**
 * The command that makes the same run at a terminal, from the folder that the run is kept in. Undefined where a terminal
 * cannot ask the models: the editor's own, or those of several endpoints that only the settings name.
 */
export function reproduceCommand(request: RunRequest): string | undefined {
  const { folder, prompt, evalSet, pairedBy, models, settings } = request
  const specs = [models.task, models.optimizer, models.judge, models.embedding].filter(spec => spec !== undefined)
  const address = specs.every(isShipped) ? undefined : addressOf(specs)
  if (address === undefined && !specs.every(isShipped)) return undefined
  const nameOf = (spec: ModelSpec | undefined) =>
    spec?.kind === 'openai' && address !== undefined ? spec.model : spec?.id
  const inside = (path: string) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path)
  const { calls, tokens, usd, minutes } = settings.caps
  const options: readonly Option[] = [
    ['target', prompt.target],
    ['eval-set', pairedBy === 'chosen' ? inside(evalSet.path) : undefined],
    ['base-url', address],
    ['task-model', nameOf(models.task)],
    ['optimizer-model', nameOf(models.optimizer)],
    ['judge-model', nameOf(models.judge)],
    ['embedding-model', nameOf(models.embedding)],
    ['strategy', settings.strategy],
    ['evaluation', settings.evaluation],
    settings.steps > 0 ? ['steps', settings.steps] : ['epochs', settings.epochs],
    ['candidates', settings.candidates],
    ['seed', settings.seed],
    // How many requests are under way decides when a losing candidate is dropped.
    ['concurrency', settings.concurrency],
    ['repeats', settings.repeats],
    ...partsOf(settings.variant ?? {}),
    ['meta-prompt', settings.metaPrompt && inside(settings.metaPrompt.path)],
    ['max-calls', calls],
    ['max-tokens', tokens],
    ['max-usd', usd],
    ['max-minutes', minutes],
  ]
  const typed = options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${quoted(String(value))}`]))
  const flags = [
    ...(settings.paper ? ['--paper'] : []),
    ...(settings.allowCode && needs(evalSet).code ? ['--allow-code'] : []),
  ]
  return [`gpo optimize ${quoted(inside(prompt.path))}`, ...typed, ...flags].join(' \\\n  ')
}

type Option = readonly [name: string, value: string | number | undefined]

/** The parts that are not the strategy's own. */
function partsOf(variant: Variant): readonly Option[] {
  const { initialStepSize: initial, finalStepSize: final } = variant
  const onOff = (on: boolean | undefined) => (on === undefined ? undefined : on ? 'on' : 'off')
  return [
    ['evidence', variant.evidence],
    ['scores', onOff(variant.scores)],
    ['reflection', onOff(variant.reflection)],
    ['momentum', variant.momentum],
    ['momentum-over', variant.momentumOver],
    ['memory', variant.memory],
    ['update', variant.updateMethod],
    ['schedule', variant.schedule],
    ['step-size', final === undefined ? initial : `${initial ?? ''}:${final}`],
    ['warmup', variant.warmup],
    ['over-step', variant.overStep],
    ['walk', variant.walk],
  ]
}

/** The one address of all models, where they have one. */
function addressOf(specs: readonly ModelSpec[]): string | undefined {
  const addresses = new Set(specs.map(spec => (spec.kind === 'openai' ? spec.baseUrl : undefined)))
  const [only] = addresses
  return addresses.size === 1 ? only : undefined
}

/** Whether a terminal knows the model by its name alone: the demo model, and the endpoints that the settings ship with. */
function isShipped(spec: ModelSpec): boolean {
  const shipped = new Map(Object.entries(manifest.contributes.configuration.properties['gpo.endpoints'].default))
  return spec.kind === 'demo' || (spec.kind === 'openai' && shipped.get(spec.provider)?.baseUrl === spec.baseUrl)
}

/** As a POSIX shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w./:@%+,=-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`
