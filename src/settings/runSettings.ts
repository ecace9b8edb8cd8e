import type { RunSettings } from '../protocol/worker.ts'
import { declared, expectation, type SettingName, typesOf } from './declared.ts'
import type { SettingRow } from './row.ts'
import { settings } from './settingRows.ts'

/** The value of a setting that keeps the strategy's own part. */
const asTheStrategyHasIt = 'strategy'

const leavesItToTheStrategy = (name: SettingName): boolean => declared(name).default === asTheStrategyHasIt

const isSwitch = (name: SettingName): boolean => declared(name).enum?.includes('on') === true

/**
 * The value that a run stores for a setting: undefined for no cap or for the strategy's own part, true or false for on
 * and off.
 */
function kept(name: SettingName, value: unknown): unknown {
  if (value === null || (value === asTheStrategyHasIt && leavesItToTheStrategy(name))) return undefined
  return isSwitch(name) ? value === 'on' : value
}

/** The inverse: the setting's value, given what a run stores. */
export const settingFor = (name: SettingName, value: unknown): unknown =>
  isSwitch(name) && typeof value === 'boolean' ? (value ? 'on' : 'off') : value

/** Puts the settings into the fields of a run; undefined if one of them is not valid. */
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
 * Whether a run's settings could have been set by a user. Used for journals as well, because a run continued with other
 * settings would waste money.
 */
export const isRunSettings = (raw: unknown): raw is RunSettings =>
  isRecord(raw) &&
  isRecord(raw.caps) &&
  settings.every(row => row.field === undefined || isKept(row, fieldIn(raw, row.field))) &&
  (raw.variant === undefined || (isRecord(raw.variant) && Object.keys(raw.variant).every(isPart))) &&
  (raw.metaPrompt === undefined || isText(raw.metaPrompt)) &&
  (raw.extended === undefined || isExtended(raw.extended))

const isExtended = (raw: unknown): boolean =>
  isRecord(raw) &&
  Number.isSafeInteger(raw.from) &&
  isRecord(raw.fittedTo) &&
  Number.isSafeInteger(raw.fittedTo.steps) &&
  isRecord(raw.fittedTo.caps)

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
