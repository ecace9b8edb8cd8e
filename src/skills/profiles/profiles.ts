import type { Absence, Skill } from '../catalogue/skillEntry.ts'
import { forms, type ListEntry, type ListFrame } from './forms.ts'
import type { Limits } from './limits.ts'
import { firstOf, type Shortening, shortenings } from './shortening.ts'

/** How an agent shows its skills to its model. */
interface Profile {
  readonly frame: ListFrame
  readonly shorten: Shortening
  /** Whether `when_to_use` follows the description. */
  readonly joinsWhenToUse?: true
}

/** The agents by their names in the setting; their limits are in the settings. */
export const profiles = {
  claude: { frame: forms.bare, shorten: shortenings.namesStay, joinsWhenToUse: true },
  codex: { frame: forms.dashed, shorten: shortenings.dealtOut },
  copilot: { frame: forms.filed, shorten: shortenings.thenNames },
  gemini: { frame: forms.located, shorten: shortenings.all },
  opencode: { frame: forms.bold, shorten: shortenings.all },
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

/** What the model is shown of one skill. */
export interface Seen {
  readonly skill: Skill
  /** `cut`: the start of the description; `name`: only the name; `nothing`: not listed, for the given reason. */
  readonly how: 'full' | 'cut' | 'name' | 'nothing'
  /** Number of characters of the description that are shown, and in total. */
  readonly shown: number
  readonly length: number
  readonly why?: Absence
}

export interface Listing {
  /** The catalogue as sent to the model. */
  readonly text: string
  /** Every skill of the catalogue, in its order. */
  readonly seen: readonly Seen[]
}

/** Lists the skills as an agent shows them; what its model would not see is not in the text. */
export function listing(skills: readonly Skill[], name: ProfileName, limits: Limits): Listing {
  const profile: Profile = profiles[name]
  const { frame, shorten } = profile
  const { longest = Number.POSITIVE_INFINITY } = limits
  const isLoaded = ({ description }: Skill): boolean => Array.from(description).length <= longest
  const loaded = skills.filter(isLoaded)
  const entries = loaded.map(skill => entryOf(skill, profile))
  const kept = new Map(shorten(entries, limits, frame.entry).map((count, index) => [loaded[index], count]))
  const shown = loaded.flatMap((skill, index) => {
    const [entry, count] = [entries[index], kept.get(skill)]
    return entry === undefined || count === null || count === undefined
      ? []
      : [frame.entry({ ...entry, description: firstOf(entry.description, count) })]
  })
  return {
    text: `${frame.before}${shown.join('\n')}${frame.after}`,
    seen: skills.map((skill): Seen => {
      const length = Array.from(entryOf(skill, profile).description).length
      const count = kept.get(skill)
      if (!isLoaded(skill)) return { skill, how: 'nothing', shown: 0, length, why: 'too-long' }
      if (count === null || count === undefined) return { skill, how: 'nothing', shown: 0, length }
      return { skill, how: count >= length ? 'full' : count === 0 ? 'name' : 'cut', shown: count, length }
    }),
  }
}

const entryOf = ({ name, description, whenToUse, path }: Skill, { joinsWhenToUse }: Profile): ListEntry => ({
  name,
  description: joinsWhenToUse && whenToUse !== undefined ? `${description} - ${whenToUse}` : description,
  location: path,
})
