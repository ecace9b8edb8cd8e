import type { RunSettings } from '../protocol/worker.ts'
import { declared, isNumeric, type SettingName, typesOf } from './declared.ts'
import { fieldIn, settingFor } from './runSettings.ts'
import { rowFor, settings } from './settingRows.ts'

/** What to type for null: it removes a cap that has a default. */
const nothing = 'none'

const mayBeNothing = (name: SettingName): boolean => typesOf(name).includes('null')

/** Whether the option of a setting takes no value. */
export const isFlag = (name: SettingName): boolean => typesOf(name).includes('boolean')

/** The value of a setting on the command line: what was typed for its option, otherwise the default. */
export function typedSetting(name: SettingName, typed: string | true | undefined): unknown {
  if (isFlag(name)) return typed === true || declared(name).default
  const text = typed === true ? undefined : halfOf(name, typed)
  if (text === undefined) return declared(name).default
  if (text === nothing && mayBeNothing(name)) return null
  // Text that is not a number stays as typed, and the check of the setting rejects it.
  const number = Number(text)
  return isNumeric(name) && text.trim() !== '' && Number.isFinite(number) ? number : text
}

/**
 * What was typed for two settings: `50:10`, `:10` to keep the strategy's own first value, or one number for the first
 * only.
 */
function halfOf(name: SettingName, typed: string | undefined): string | undefined {
  const { half } = rowFor(name)
  if (half === undefined || typed === undefined) return typed
  const colon = typed.indexOf(':')
  if (colon === -1) return half === 'first' ? typed : undefined
  const text = half === 'first' ? typed.slice(0, colon) : typed.slice(colon + 1)
  return half === 'first' && text === '' ? undefined : text
}

/** An option with its value; true for an option without one. */
export type TypedOption = readonly [option: string, value: string | true]

/** The options that give a run these settings, in the order of the table, without those left to the strategy. */
export function typedOptions(run: RunSettings): readonly TypedOption[] {
  const typed = new Map<string, string | true>()
  for (const { name, field, option, half } of settings) {
    if (field === undefined || option === undefined) continue
    const value = settingFor(name, fieldIn(run, field)) ?? (hasOtherDefault(name) ? nothing : undefined)
    if (value === undefined || value === false || value === '') continue
    const before = half === 'last' ? `${typed.get(option) ?? ''}:` : ''
    typed.set(option, value === true || `${before}${value}`)
  }
  return [...typed]
}

/** Whether a setting may be null but has another default. */
const hasOtherDefault = (name: SettingName): boolean => mayBeNothing(name) && declared(name).default !== null
