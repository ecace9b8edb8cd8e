import type { RunSettings } from '../protocol/worker.ts'
import { declared, expectation, type SettingName, typesOf } from './declared.ts'
import { type SettingRow, settings } from './table.ts'

/** What a setting says where the strategy keeps its own part. */
const asTheStrategyHasIt = 'strategy'

const leavesItToTheStrategy = (name: SettingName): boolean => declared(name).default === asTheStrategyHasIt

const isSwitch = (name: SettingName): boolean => declared(name).enum?.includes('on') === true

/** The value that a run keeps of a setting: none for no cap or for the strategy's own part, true or false for on and off. */
function kept(name: SettingName, value: unknown): unknown {
  if (value === null || (value === asTheStrategyHasIt && leavesItToTheStrategy(name))) return undefined
  return isSwitch(name) ? value === 'on' : value
}

/** The way back: what the setting was where a run keeps such a value. */
export const settingFor = (name: SettingName, value: unknown): unknown =>
  isSwitch(name) && typeof value === 'boolean' ? (value ? 'on' : 'off') : value

/** Puts what was read of the settings in the fields of a run; undefined where one of them cannot be such. */
export function runSettingsOf(read: (name: SettingName) => unknown): RunSettings | undefined {
  const run = new Map<string, unknown>()
  const inner = new Map<string, Map<string, unknown>>()
  for (const { name, field } of settings) {
    if (field === undefined) continue
    const [outer = field, part] = field.split('.')
    const fields = part === undefined ? run : (inner.get(outer) ?? new Map<string, unknown>())
    if (part !== undefined) inner.set(outer, fields)
    const value = kept(name, read(name))
    if (value !== undefined) fields.set(part ?? outer, value)
  }
  for (const [outer, fields] of inner) run.set(outer, Object.fromEntries(fields))
  const whole: unknown = Object.fromEntries(run)
  return isRunSettings(whole) ? whole : undefined
}

/**
 * Whether a run's settings are such as could have been set. Those of a journal are checked by it as well: a run that went
 * on with others would spend on nonsense.
 */
export const isRunSettings = (raw: unknown): raw is RunSettings =>
  isRecord(raw) &&
  isRecord(raw.caps) &&
  settings.every(row => row.field === undefined || isKept(row, fieldIn(raw, row.field))) &&
  (raw.variant === undefined || (isRecord(raw.variant) && Object.keys(raw.variant).every(isPart))) &&
  (raw.metaPrompt === undefined || isText(raw.metaPrompt))

/** The value of a run's field, such as `caps.calls`. */
export function fieldIn(run: object, field: string): unknown {
  let value: unknown = run
  for (const part of field.split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined
  return value
}

function isKept({ name, optional }: SettingRow & { readonly name: SettingName }, value: unknown): boolean {
  if (value === undefined) return optional === true || leavesItToTheStrategy(name) || typesOf(name).includes('null')
  const setting = settingFor(name, value)
  return expectation(name, setting) === undefined && kept(name, setting) === value
}

const isPart = (part: string): boolean => settings.some(({ field }) => field === `variant.${part}`)

const isText = (raw: unknown): boolean =>
  isRecord(raw) && typeof raw.path === 'string' && typeof raw.source === 'string'

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
