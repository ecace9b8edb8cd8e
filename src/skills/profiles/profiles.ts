import type { Skill } from '../catalogue/skillEntry.ts'
import { forms, type ListFrame } from './forms.ts'
import { type Shortening, shortenings } from './shortening.ts'

/** How an agent shows its skills to its model. */
export interface Profile {
  readonly frame: ListFrame
  readonly shorten: Shortening
  /** Whether the room is counted in tokens where the window of the model is known. */
  readonly countsTokens?: true
  /** The order of the list, if it is not that in which the skills are found. */
  readonly order?: (a: Skill, b: Skill) => number
  /** Whether `when_to_use` follows the description. */
  readonly joinsWhenToUse?: true
}

const byName = (a: Skill, b: Skill): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** Those of the project come before the user's own. */
const byScope = (a: Skill, b: Skill): number => Number(a.isPersonal ?? false) - Number(b.isPersonal ?? false)

/** The agents by their names in the setting; their limits are in the settings. */
export const profiles = {
  claude: { frame: forms.bare, shorten: shortenings.namesStay, joinsWhenToUse: true },
  codex: {
    frame: forms.dashed,
    shorten: shortenings.dealtOut,
    countsTokens: true,
    order: (a, b) => byScope(a, b) || byName(a, b),
  },
  copilot: { frame: forms.filed, shorten: shortenings.thenNames },
  gemini: { frame: forms.located, shorten: shortenings.all },
  opencode: {
    frame: forms.bold,
    shorten: shortenings.all,
    order: (a, b) => a.name.localeCompare(b.name),
  },
  plain: { frame: forms.bare, shorten: shortenings.all },
} as const satisfies Record<string, Profile>

export type ProfileName = keyof typeof profiles

export const isProfile = (name: string): name is ProfileName => Object.hasOwn(profiles, name)

export const profileNames: readonly ProfileName[] = Object.keys(profiles).filter(isProfile)

/** One value for every agent. */
export const eachProfile = <T>(make: (name: ProfileName) => T): Readonly<Record<ProfileName, T>> => ({
  claude: make('claude'),
  codex: make('codex'),
  copilot: make('copilot'),
  gemini: make('gemini'),
  opencode: make('opencode'),
  plain: make('plain'),
})
