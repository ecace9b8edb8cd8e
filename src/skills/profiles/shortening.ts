import type { ListEntry, ListForm } from './forms.ts'
import { budgetOf, type Limits } from './limits.ts'

/** How much of its description each entry keeps, in characters; null where not even the name is shown. */
export type Kept = readonly (number | null)[]

/** What an agent does with skills that are more than it shows. */
export type Shortening = (entries: readonly ListEntry[], limits: Limits, form: ListForm) => Kept

const lengthOf = (text: string): number => Array.from(text).length

const full = (entries: readonly ListEntry[]): number[] => entries.map(({ description }) => lengthOf(description))

/** Characters that an entry takes in the listing, with its line end. */
const cost = (form: ListForm, entry: ListEntry, description = entry.description): number =>
  lengthOf(form({ ...entry, description })) + 1

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Everything is shown, whatever its length. */
const all: Shortening = full

/**
 * Every description is cut at the length of an entry. Where the listing is too long, names stay and descriptions go, the
 * last in the list first: which skills are used least is not known outside of the agent.
 */
const namesStay: Shortening = (entries, limits, form) => {
  const { entry: most = Number.POSITIVE_INFINITY } = limits
  const kept: number[] = full(entries).map(length => Math.min(length, most))
  const budget = budgetOf(limits)
  if (budget === undefined) return kept
  const costs = entries.map((entry, index) => cost(form, entry, firstOf(entry.description, kept[index] ?? 0)))
  let left = sum(costs) - budget
  for (let index = entries.length - 1; index >= 0 && left > 0; index--) {
    const entry = entries[index]
    if (entry === undefined || kept[index] === 0) continue
    left -= (costs[index] ?? 0) - cost(form, entry, '')
    kept[index] = 0
  }
  return kept
}

/**
 * The room that the names leave is dealt out, one character to each description in turn, until it is used up. Where not
 * even the names fit, those that do are shown without any description.
 */
const dealtOut: Shortening = (entries, limits, form) => {
  const budget = budgetOf(limits)
  const lengths = full(entries)
  if (budget === undefined || sum(entries.map(entry => cost(form, entry))) <= budget) return lengths
  const bare = entries.map(entry => cost(form, entry, ''))
  let left = budget - sum(bare)
  if (left < 0) return fitting(bare, budget)
  const kept = entries.map(() => 0)
  for (let dealt = true; dealt; ) {
    dealt = false
    for (const [index, length] of lengths.entries()) {
      const has = kept[index] ?? 0
      // The first character of a description brings a space with it.
      const price = has === 0 ? 2 : 1
      if (has >= length || price > left) continue
      kept[index] = has + 1
      left -= price
      dealt = true
    }
  }
  return kept
}

/** Entries are shown in full until the room for them is used up, then names until theirs is. */
const thenNames: Shortening = (entries, limits, form) => {
  const budget = budgetOf(limits)
  if (budget === undefined) return full(entries)
  let [left, room] = [budget, limits.names ?? 0]
  let overflowing = false
  return entries.map(entry => {
    const price = cost(form, entry)
    overflowing ||= price > left
    if (!overflowing) {
      left -= price
      return lengthOf(entry.description)
    }
    const bare = cost(form, entry, '')
    if (bare > room) return null
    room -= bare
    return 0
  })
}

export const shortenings = { all, namesStay, dealtOut, thenNames } as const satisfies Record<string, Shortening>

/** Names in their order, as many as there is room for. */
function fitting(costs: readonly number[], budget: number): Kept {
  let left = budget
  return costs.map(price => {
    if (price > left) return null
    left -= price
    return 0
  })
}

/** The first so many characters of a text; an astral character is one. */
export const firstOf = (text: string, characters: number): string =>
  text.length <= characters ? text : Array.from(text).slice(0, characters).join('')
