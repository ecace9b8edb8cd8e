import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { Price, RunSettings } from '../protocol/worker.ts'
import { expectation, type SettingName } from './declared.ts'
import { readEndpoints, readPrices } from './modelMaps.ts'
import { type RoutingSettings, routingSettingsOf } from './routingSettings.ts'
import { runSettingsOf } from './runSettings.ts'
import { settings } from './settingRows.ts'

/** Reads one setting; the editor fills in the default from package.json. */
export type ReadSetting = (name: SettingName) => unknown

export interface Settings {
  readonly run: RunSettings
  readonly models: Readonly<Record<'task' | 'optimizer' | 'judge' | 'embedding', string>>
  readonly endpoints: Readonly<Record<string, string>>
  readonly prices: Readonly<Record<string, Price>>
  /** Path of the user's own texts for meta-prompts, empty if there are none; a caller with file access reads it. */
  readonly metaPrompt: string
  readonly routing: RoutingSettings
}

/**
 * All settings of a run, read once and checked against the declarations in package.json. A value out of range is a
 * problem and never silently replaced. `nameOf` gives the user's name for a setting, because a command-line option is
 * named differently from an editor setting.
 */
export function readSettings(
  read: ReadSetting,
  nameOf: (name: string) => string = name => `gpo.${name}`,
): Outcome<Settings> {
  const problems: BadSetting[] = []
  const values = new Map<SettingName, unknown>()
  for (const { name } of settings) {
    const value = read(name)
    values.set(name, value)
    const expected = expectation(name, value)
    if (expected !== undefined) problems.push(badSetting(name, value, expected))
  }
  const refuse = (name: string, value: unknown, expected: string) => problems.push(badSetting(name, value, expected))
  const endpoints = readEndpoints(values.get('endpoints'), refuse)
  const prices = readPrices(values.get('prices'), refuse)
  const [first] = problems
  if (first !== undefined) return failure({ ...first, option: nameOf(first.option) })
  const run = runSettingsOf(name => values.get(name))
  if (run === undefined) throw new Error('A row of the table of settings does not fit its field.')
  const text = (name: SettingName): string => `${values.get(name)}`.trim()
  return success({
    run,
    models: {
      task: text('taskModel'),
      optimizer: text('optimizerModel'),
      judge: text('judgeModel'),
      embedding: text('embeddingModel'),
    },
    endpoints,
    prices,
    metaPrompt: text('metaPrompt'),
    routing: routingSettingsOf(name => values.get(name)),
  })
}

type BadSetting = Extract<Problem, { readonly code: 'bad-option' }>

const badSetting = (name: string, value: unknown, expected: string): BadSetting => ({
  code: 'bad-option',
  option: name,
  value: typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'),
  expected,
})
