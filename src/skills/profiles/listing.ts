import type { Absence, Skill } from '../catalogue/skillEntry.ts'
import type { ListEntry } from './forms.ts'
import type { Limits } from './limits.ts'
import { type Profile, type ProfileName, profiles } from './profiles.ts'
import { type Room, roomInCharacters, roomInTokens } from './room.ts'
import { rootsOf } from './sharedRoots.ts'
import { firstOf, type Kept } from './shortening.ts'

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

/**
 * Lists the skills as an agent shows them; what its model would not see is not in the text. They stand in the agent's
 * order, or in the given one.
 */
export function listing(
  skills: readonly Skill[],
  name: ProfileName,
  limits: Limits,
  order: readonly Skill[] = inOrder(skills, name),
): Listing {
  const profile: Profile = profiles[name]
  const { longest = Number.POSITIVE_INFINITY } = limits
  const isLoaded = ({ description }: Skill): boolean => Array.from(description).length <= longest
  const loaded = order.filter(isLoaded)
  const { text, kept } = drawn(loaded, profile, limits)
  const keptOf = new Map(loaded.map((skill, index) => [skill, kept[index]]))
  return {
    text,
    seen: skills.map((skill): Seen => {
      const length = Array.from(entryOf(skill, profile).description).length
      const count = keptOf.get(skill)
      if (!isLoaded(skill)) return { skill, how: 'nothing', shown: 0, length, why: 'too-long' }
      if (count === null || count === undefined) return { skill, how: 'nothing', shown: 0, length }
      return { skill, how: count >= length ? 'full' : count === 0 ? 'name' : 'cut', shown: count, length }
    }),
  }
}

function inOrder(skills: readonly Skill[], name: ProfileName): readonly Skill[] {
  const { order }: Profile = profiles[name]
  return order ? skills.toSorted(order) : skills
}

interface Drawn {
  readonly text: string
  readonly kept: Kept
}

/** The list with full paths, or, where that cuts more than naming their folders once, with short ones. */
function drawn(skills: readonly Skill[], profile: Profile, limits: Limits): Drawn {
  const entries = skills.map(skill => entryOf(skill, profile))
  const room = (profile.countsTokens ? roomInTokens : roomInCharacters)(limits)
  const full = drawnIn(room, entries, profile, limits)
  const isCut = entries.some(({ description }, index) => (full.kept[index] ?? -1) < Array.from(description).length)
  if (room === undefined || limits.roots === undefined || !isCut) return full
  const { lines, locationOf } = rootsOf(skills)
  const named = skills.map(skill => ({ ...entryOf(skill, profile), location: locationOf(skill) }))
  const left = room.most - room.cost(room.size(lines) + limits.roots)
  const short = drawnIn({ ...room, most: left }, named, profile, limits)
  const text = `### Skill roots\n${lines}### Available skills\n${short.text}`
  return isMore(short.kept, full.kept) ? { text, kept: short.kept } : full
}

function drawnIn(
  room: Room | undefined,
  entries: readonly ListEntry[],
  { frame, shorten }: Profile,
  limits: Limits,
): Drawn {
  const kept = shorten(entries, room, frame.entry, limits)
  const lines = entries.flatMap((entry, index) => {
    const count = kept[index] ?? null
    return count === null ? [] : [frame.entry({ ...entry, description: firstOf(entry.description, count) })]
  })
  return { kept, text: `${frame.before}${lines.join('\n')}${frame.after}` }
}

/** Whether more skills are shown, or more of their descriptions. */
function isMore(one: Kept, other: Kept): boolean {
  const shown = (kept: Kept): number => kept.filter(count => count !== null).length
  const characters = (kept: Kept): number => kept.reduce((sum: number, count) => sum + (count ?? 0), 0)
  return shown(one) > shown(other) || (shown(one) === shown(other) && characters(one) > characters(other))
}

const entryOf = ({ name, description, whenToUse, path }: Skill, { joinsWhenToUse }: Profile): ListEntry => ({
  name,
  description: joinsWhenToUse && whenToUse !== undefined ? `${description} - ${whenToUse}` : description,
  location: path,
})
