import type { RunSettings } from '../protocol/worker.ts'
import { declared, isNumeric, type SettingName, typesOf } from './declared.ts'
import { fieldIn, settingFor } from './runSettings.ts'
import { rowFor, settings } from './table.ts'

/** What is typed for null: a cap that has a default is lifted by it. */
const nothing = 'none'

const mayBeNothing = (name: SettingName): boolean => typesOf(name).includes('null')

/** Whether the option of a setting is said without a value. */
export const isFlag = (name: SettingName): boolean => typesOf(name).includes('boolean')

/** The value of a setting at a command line: what was typed for its option, else the default. */
export function typedSetting(name: SettingName, typed: string | true | undefined): unknown {
  if (isFlag(name)) return typed === true || declared(name).default
  const text = typed === true ? undefined : halfOf(name, typed)
  if (text === undefined) return declared(name).default
  if (text === nothing && mayBeNothing(name)) return null
  // What is no number stays as it was typed, and is refused by what the setting may be.
  const number = Number(text)
  return isNumeric(name) && text.trim() !== '' && Number.isFinite(number) ? number : text
}

/** What was typed of two settings: `50:10`, `:10` where the first is the strategy's own, or one number for the first alone. */
function halfOf(name: SettingName, typed: string | undefined): string | undefined {
  const { half } = rowFor(name)
  if (half === undefined || typed === undefined) return typed
  const colon = typed.indexOf(':')
  if (colon === -1) return half === 'first' ? typed : undefined
  const text = half === 'first' ? typed.slice(0, colon) : typed.slice(colon + 1)
  return half === 'first' && text === '' ? undefined : text
}

/** An option with what is typed after it; true for one that is said without a value. */
export type TypedOption = readonly [option: string, value: string | true]

/** The options that give a run these settings, in the order of the table. What the strategy was left is not among them. */
export function typedOptions(run: RunSettings): readonly TypedOption[] {
  const typed = new Map<string, string | true>()
  for (const { name, field, option, half } of settings) {
    if (field === undefined || option === undefined) continue
    const value = settingFor(name, fieldIn(run, field)) ?? (hasOtherDefault(name) ? nothing : undefined)
    if (value === undefined || value === false) continue
    const before = half === 'last' ? `${typed.get(option) ?? ''}:` : ''
    typed.set(option, value === true || `${before}${value}`)
  }
  return [...typed]
}

/** Whether a setting may be null and is something else where nothing is typed. */
const hasOtherDefault = (name: SettingName): boolean => mayBeNothing(name) && declared(name).default !== null
