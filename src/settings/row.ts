import type { RunSettings } from '../protocol/worker.ts'

/** The groups of settings, in the order in which the help of `gpo` and docs/settings.md list them. */
export const groups = {
  models: 'The models',
  replies: 'What they are asked for',
  spending: 'What a run may spend',
  search: 'The search',
  wishes: 'What is wanted of a new prompt',
  parts: 'Parts of the strategy',
  routing: 'Routing skills',
  code: 'What may run',
} as const

export type Group = keyof typeof groups

/** Where a run stores a setting: the fields of RunSettings, such as `caps.calls`. */
type FieldOf<Fields> = {
  [Name in keyof Fields & string]-?: NonNullable<Fields[Name]> extends object
    ? `${Name}.${FieldOf<NonNullable<Fields[Name]>>}`
    : Name
}[keyof Fields & string]

export type RunField = FieldOf<Omit<RunSettings, 'metaPrompt' | 'extended'>>

/**
 * Everything about a setting that is not in package.json, which holds its default, its range and its description in the
 * editor. `option` is its name on the command line, in the `commands` that accept it, and `help` explains it there; the
 * help itself adds the possible values and the default.
 */
export interface SettingRow {
  readonly group: Group
  /** Absent if a run stores something derived from the setting instead: a model, or the text of a file. */
  readonly field?: RunField
  readonly option?: string
  /** The placeholder for its value in the help, if the kind of setting does not determine it. */
  readonly takes?: string
  /** Two settings that share one option, written `FIRST:LAST`. */
  readonly half?: 'first' | 'last'
  readonly commands?: readonly ('eval' | 'optimize' | 'cases' | 'judge' | 'route' | 'resume' | 'null')[]
  readonly help?: string
  /** Runs recorded before this setting existed continue without it. */
  readonly optional?: true
}
