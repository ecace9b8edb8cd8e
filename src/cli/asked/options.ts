import { parseArgs } from 'node:util'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type SettingOption, settings } from '../../settings/settingRows.ts'
import { isFlag } from '../../settings/typedSettings.ts'
import { type CliCommand, commands, type OwnOption, ownOptions } from './ownOptions.ts'

export type OptionName = SettingOption | keyof typeof ownOptions

/** What was typed after the command, by option name; values are still texts. */
export interface Options {
  readonly operands: readonly string[]
  readonly text: (name: OptionName) => string | undefined
  readonly isSet: (name: OptionName) => boolean
  /** True for an option that takes no value. */
  readonly typed: (name: string) => string | true | undefined
  readonly prices: readonly string[]
}

export interface Arguments {
  readonly command: CliCommand
  readonly options: Options
}

/** An option of the command line: one of a setting, or one of the command line's own. */
interface Option {
  readonly name: string
  readonly commands: readonly string[]
  readonly isFlag: boolean
}

const known: readonly Option[] = [
  ...Object.entries<OwnOption>(ownOptions).map(([name, { commands, takes }]) => ({
    name,
    commands,
    isFlag: takes === undefined,
  })),
  ...settings.flatMap(({ name, option, commands = [] }) =>
    option === undefined ? [] : [{ name: option, commands, isFlag: isFlag(name) }],
  ),
]

/** Parses the command line; `help` if it was requested, or if nothing was typed. */
export function readArguments(args: readonly string[]): Outcome<Arguments | 'help' | 'version'> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || args.includes('--help') || args.includes('-h')) return success('help')
  if (name === '--version') return success('version')
  if (!isCommand(name)) return failure({ code: 'bad-usage', detail: `There is no command "${name}"` })
  const parsed = parse(rest)
  if (!parsed.ok) return parsed
  const { values, operands } = parsed.value
  const { takes, least, most } = commands[name]
  const foreign = [...values.keys()].find(
    typed => !known.some(option => option.name === typed && takesIt(option, name)),
  )
  if (foreign !== undefined) return failure({ code: 'bad-usage', detail: `gpo ${name} has no option --${foreign}` })
  if (operands.length < least || operands.length > most)
    return failure({ code: 'bad-usage', detail: `gpo ${name} takes ${takes}, not ${operands.length || 'none'}` })
  const write = values.get('write') ?? 'better'
  if (write !== 'better' && write !== 'always')
    return failure({ code: 'bad-usage', detail: `--write takes nothing or "always", not "${write}"` })
  const typed = (option: string): string | true | undefined => {
    const value = values.get(option)
    return typeof value === 'string' || value === true ? value : undefined
  }
  const prices = values.get('price')
  return success({
    command: name,
    options: {
      operands,
      text: option => {
        const value = typed(option)
        return value === true ? undefined : value
      },
      isSet: option => typed(option) === true,
      typed,
      prices: Array.isArray(prices) ? prices.map(String) : [],
    },
  })
}

const isCommand = (name: string): name is CliCommand => Object.hasOwn(commands, name)

const takesIt = (option: Option, command: CliCommand): boolean => option.commands.includes(command)

function parse(
  args: readonly string[],
): Outcome<{ values: ReadonlyMap<string, unknown>; operands: readonly string[] }> {
  const typeOf = ({ isFlag }: Option) => (isFlag ? ('boolean' as const) : ('string' as const))
  try {
    const { values, positionals } = parseArgs({
      args: args.map((typed, at) => (typed === '--write' && args[at + 1] !== 'always' ? '--write=better' : typed)),
      allowPositionals: true,
      strict: true,
      options: {
        ...Object.fromEntries(known.map(option => [option.name, { type: typeOf(option) }])),
        price: { type: 'string', multiple: true },
      },
    })
    return success({ values: new Map(Object.entries(values)), operands: positionals })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failure({ code: 'bad-usage', detail: message.split('. ')[0] ?? message })
  }
}
