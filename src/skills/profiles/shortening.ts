import type { ListEntry, ListForm } from './forms.ts'
import type { Limits } from './limits.ts'
import { lengthOf, type Room } from './room.ts'

/** How many characters of its description each entry keeps; null if not even the name is shown. */
export type Kept = readonly (number | null)[]

/** What an agent does with more skills than there is room for; without a room there is no limit. */
export type Shortening = (
  entries: readonly ListEntry[],
  room: Room | undefined,
  form: ListForm,
  limits: Pick<Limits, 'entry' | 'names'>,
) => Kept

const full = (entries: readonly ListEntry[]): number[] => entries.map(({ description }) => lengthOf(description))

/** What an entry takes of the room, including its line end. */
const costIn = ({ size, cost }: Room, form: ListForm, entry: ListEntry, description = entry.description): number =>
  cost(size(`${form({ ...entry, description })}\n`))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Everything is shown, whatever its length. */
const all: Shortening = full

/**
 * Every description is cut at the maximum length of an entry. If the listing is still too long, names stay and
 * descriptions are dropped, starting with the last in the list, because only the agent knows which skills are used
 * least.
 */
const namesStay: Shortening = (entries, room, form, { entry: longest = Number.POSITIVE_INFINITY }) => {
  const kept: number[] = full(entries).map(length => Math.min(length, longest))
  if (room === undefined) return kept
  const costs = entries.map((entry, index) => costIn(room, form, entry, firstOf(entry.description, kept[index] ?? 0)))
  let left = sum(costs) - room.most
  for (let index = entries.length - 1; index >= 0 && left > 0; index--) {
    const entry = entries[index]
    if (entry === undefined || kept[index] === 0) continue
    left -= (costs[index] ?? 0) - costIn(room, form, entry, '')
    kept[index] = 0
  }
  return kept
}

/** Entries are shown in full until their space is used up, then names until theirs is. */
const thenNames: Shortening = (entries, room, form, { names = 0 }) => {
  if (room === undefined) return full(entries)
  let [left, leftForNames] = [room.most, names]
  let overflowing = false
  return entries.map(entry => {
    const price = costIn(room, form, entry)
    overflowing ||= price > left
    if (!overflowing) {
      left -= price
      return lengthOf(entry.description)
    }
    const bare = costIn(room, form, entry, '')
    if (bare > leftForNames) return null
    leftForNames -= bare
    return 0
  })
}

/**
 * The room that the names leave is dealt out, one character to each description in turn, until it is used up. If not
 * even the names fit, those that do are shown without descriptions.
 */
const dealtOut: Shortening = (entries, room, form) => {
  if (room === undefined || sum(entries.map(entry => costIn(room, form, entry))) <= room.most) return full(entries)
  const { most, size, cost } = room
  const sizeOf = (description: string): number => size(form({ name: '', description, location: '' }))
  const lines = entries.map(entry => ({
    bare: size(`${form({ ...entry, description: '' })}\n`),
    characters: Array.from(entry.description),
    kept: 0,
    used: 0,
  }))
  let left = most - sum(lines.map(({ bare }) => cost(bare)))
  if (left < 0)
    return fitting(
      lines.map(({ bare }) => cost(bare)),
      most,
    )
  for (let dealt = true; dealt; ) {
    dealt = false
    for (const line of lines) {
      const next = line.characters[line.kept]
      if (next === undefined) continue
      // What a character takes depends on the one before: the first brings a space, and a form folds white space and parts tags.
      const before = line.characters[line.kept - 1] ?? ''
      const used = line.used + sizeOf(before + next) - sizeOf(before)
      const price = cost(line.bare + used) - cost(line.bare + line.used)
      if (price > left) continue
      left -= price
      line.kept++
      line.used = used
      dealt = true
    }
  }
  return lines.map(({ kept }) => kept)
}

/** As many names as fit, in order. */
function fitting(costs: readonly number[], most: number): Kept {
  let left = most
  return costs.map(price => {
    if (price > left) return null
    left -= price
    return 0
  })
}

export const shortenings = { all, namesStay, dealtOut, thenNames } as const satisfies Record<string, Shortening>

/** The first characters of a text; a surrogate pair counts as one. */
export const firstOf = (text: string, characters: number): string =>
  text.length <= characters ? text : Array.from(text).slice(0, characters).join('')
