import { declared, isNumeric, type SettingName, typesOf } from '../../settings/declared.ts'
import { type Group, groups, type SettingRow } from '../../settings/row.ts'
import { settings } from '../../settings/settingRows.ts'
import { isFlag } from '../../settings/typedSettings.ts'
import { commands, type OwnOption, ownOptions } from './ownOptions.ts'

/** The width of a line, and of the column before the explanation of an option. */
const width = 120
const indent = 30

/** A space at which no line is broken. */
const unbroken = '\u00a0'

/** What `gpo --help` prints: every command and option, from the tables with which the command line is parsed. */
export const help = (): string =>
  [
    'GPO: improve a prompt against its eval set.\n',
    section(
      '',
      Object.entries(commands).map(([name, { operand, help }]) => entry(`gpo ${name} ${operand}`, help)),
    ),
    section('The prompt and its cases', own('input')),
    section('Making cases', own('cases')),
    ...Object.entries(groups).map(([group, title]) =>
      section(`${title}${notes[group] ?? ''}`, [...ofSettings(group), ...own(group)]),
    ),
    section('The result', own('result')),
    section('gpo demo-server', own('server')),
    'Runs and paid answers are kept in .gpo of the folder that gpo is started in, or of the nearest folder above it in the',
    'same repository that has one already.',
    'Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n',
  ].join('\n')

const notes: { readonly [group: string]: string } = {
  spending: ', never passed; cached answers are free',
  parts: ' (default of each: as the strategy has it)',
} satisfies { readonly [group in Group]?: string }

const section = (title: string, entries: readonly string[]): string =>
  `${title === '' ? '' : `${title}\n`}${entries.join('')}`

const own = (group: string): readonly string[] =>
  Object.entries<OwnOption>(ownOptions)
    .filter(([, option]) => option.group === group)
    .map(([name, { takes = '', help }]) => entry(`--${name} ${takes}`, help))

const ofSettings = (group: string): readonly string[] =>
  settings
    .filter(row => row.group === group && row.option !== undefined && row.help !== undefined)
    .map(row => entry(`--${row.option} ${row.takes ?? placeholderOf(row.name)}`, meaning(row)))

/** The placeholder for a value: `N` for a whole number, `X` for another number, the two names of a switch. */
function placeholderOf(name: SettingName): string {
  if (isFlag(name)) return ''
  if (isNumeric(name)) return typesOf(name).includes('integer') ? 'N' : 'X'
  return isSwitch(name) ? 'on|off' : 'NAME'
}

const isSwitch = (name: SettingName): boolean => namesOf(name).join('|') === 'on|off'

const namesOf = (name: SettingName): readonly string[] => (declared(name).enum ?? []).filter(one => one !== 'strategy')

function meaning({ name, help = '' }: SettingRow & { readonly name: SettingName }): string {
  const names = namesOf(name)
  const { default: byDefault } = declared(name)
  const isTold = typeof byDefault === 'number' || (names.length > 0 && byDefault !== 'strategy')
  const [last = '', ...others] = names.toReversed()
  const listed = names.length === 0 || isSwitch(name) ? '' : `${others.toReversed().join(', ')} or ${last}: `
  return `${listed}${help}${isTold ? ` (default${unbroken}${byDefault})` : ''}`
}

/** An option with its explanation beside it, on as many lines as needed. */
function entry(option: string, explanation: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of explanation.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  const [first, ...rest] = [...lines, line].map(text => text.replaceAll(unbroken, ' '))
  const beside = `  ${option.trimEnd()}`.padEnd(indent)
  return [
    `${beside}${beside.endsWith(' ') ? '' : ' '}${first}\n`,
    ...rest.map(more => `${' '.repeat(indent)}${more}\n`),
  ].join('')
}
