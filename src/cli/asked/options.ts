import { parseArgs } from 'node:util'
import { failure, type Outcome, success } from '../../problem/outcome.ts'

/** What was typed after the command, by option name; nothing is a number yet. */
export interface Options {
  readonly operands: readonly string[]
  readonly text: (name: TextOption) => string | undefined
  readonly isSet: (name: FlagOption) => boolean
  readonly prices: readonly string[]
}

export interface Arguments {
  readonly command: CliCommand
  readonly options: Options
}

const models = [
  'task-model',
  'optimizer-model',
  'judge-model',
  'embedding-model',
  'base-url',
  'api-key-env',
  'price',
  'task-max-tokens',
] as const
const caps = ['max-calls', 'max-tokens', 'max-usd', 'max-minutes', 'concurrency'] as const
const input = ['target', 'eval-set', 'allow-code'] as const
const search = ['strategy', 'paper', 'evaluation', 'steps', 'epochs', 'candidates', 'seed'] as const
const parts = [
  'evidence',
  'scores',
  'reflection',
  'momentum',
  'momentum-over',
  'memory',
  'update',
  'schedule',
  'step-size',
  'warmup',
  'over-step',
  'walk',
  'meta-prompt',
] as const

/** Which options each command has, and what it is told after its name. */
const commands = {
  list: { operand: 'an optional folder', least: 0, options: ['json'] },
  eval: {
    operand: 'one prompt file',
    least: 1,
    options: [...input, ...models, ...caps, 'repeats', 'min-score', 'json'],
  },
  optimize: {
    operand: 'one prompt file',
    least: 1,
    options: [...input, ...models, ...search, ...parts, ...caps, 'optimizer-max-tokens', 'repeats', 'write', 'json'],
  },
  resume: { operand: 'one run', least: 1, options: ['api-key-env', 'allow-code', 'write', 'json'] },
  'demo-server': { operand: 'nothing', least: 0, options: ['port', 'latency', 'fail-rate', 'seed'] },
} as const satisfies Record<string, { operand: string; least: number; options: readonly string[] }>

export type CliCommand = keyof typeof commands

const flags = ['paper', 'allow-code', 'write', 'json'] as const satisfies readonly OptionName[]

type OptionName = (typeof commands)[CliCommand]['options'][number]
type FlagOption = (typeof flags)[number]
/** Every option but the flags takes one text; only prices may be told more than once. */
export type TextOption = Exclude<OptionName, FlagOption | 'price'>

/** Reads the command line; `help` where it was asked for, or where nothing was typed. */
export function readArguments(args: readonly string[]): Outcome<Arguments | 'help' | 'version'> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || args.includes('--help') || args.includes('-h')) return success('help')
  if (name === '--version') return success('version')
  if (!isCommand(name)) return failure({ code: 'bad-usage', detail: `There is no command "${name}"` })
  const parsed = parse(rest)
  if (!parsed.ok) return parsed
  const { values, operands } = parsed.value
  const { options, operand, least } = commands[name]
  const known: readonly string[] = options
  const foreign = [...values.keys()].find(option => !known.includes(option))
  if (foreign !== undefined) return failure({ code: 'bad-usage', detail: `gpo ${name} has no option --${foreign}` })
  if (operands.length < least || operands.length > Math.max(least, name === 'list' ? 1 : 0))
    return failure({ code: 'bad-usage', detail: `gpo ${name} takes ${operand}, not ${operands.length || 'none'}` })
  const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
  return success({
    command: name,
    options: {
      operands,
      text: option => {
        const value = values.get(option)
        return typeof value === 'string' ? value : undefined
      },
      isSet: option => values.get(option) === true,
      prices: list(values.get('price')),
    },
  })
}

const isCommand = (name: string): name is CliCommand => Object.hasOwn(commands, name)

function parse(
  args: readonly string[],
): Outcome<{ values: ReadonlyMap<string, unknown>; operands: readonly string[] }> {
  const known = Object.values(commands).flatMap<OptionName>(({ options }) => options)
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        ...Object.fromEntries(known.map(name => [name, { type: 'string' as const }])),
        ...Object.fromEntries(flags.map(name => [name, { type: 'boolean' as const }])),
        price: { type: 'string', multiple: true },
      },
    })
    return success({ values: new Map(Object.entries(values)), operands: positionals })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failure({ code: 'bad-usage', detail: message.split('. ')[0] ?? message })
  }
}
