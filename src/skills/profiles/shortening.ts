import type { ListEntry, ListForm } from './forms.ts'
import { budgetOf, type Limits } from './limits.ts'

/** How many characters of its description each entry keeps; null if not even the name is shown. */
export type Kept = readonly (number | null)[]

/** What an agent does with more skills than it can show. */
export type Shortening = (entries: readonly ListEntry[], limits: Limits, form: ListForm) => Kept

const lengthOf = (text: string): number => Array.from(text).length

const full = (entries: readonly ListEntry[]): number[] => entries.map(({ description }) => lengthOf(description))

/** The characters of an entry in the listing, including its line end. */
const cost = (form: ListForm, entry: ListEntry, description = entry.description): number =>
  lengthOf(form({ ...entry, description })) + 1

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Everything is shown, whatever its length. */
const all: Shortening = full

/**
 * Every description is cut at the maximum length of an entry. If the listing is still too long, names stay and
 * descriptions are dropped, starting with the last in the list, because only the agent knows which skills are used
 * least.
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
 * The space that the names leave is distributed, one character to each description in turn, until it is used up. If not
 * even the names fit, those that do are shown without descriptions.
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
      // The first character of a description also needs a space.
      const price = has === 0 ? 2 : 1
      if (has >= length || price > left) continue
      kept[index] = has + 1
      left -= price
      dealt = true
    }
  }
  return kept
}

/** Entries are shown in full until their space is used up, then names until theirs is. */
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

/** As many names as fit, in order. */
function fitting(costs: readonly number[], budget: number): Kept {
  let left = budget
  return costs.map(price => {
    if (price > left) return null
    left -= price
    return 0
  })
}

/** The first characters of a text; a surrogate pair counts as one. */
export const firstOf = (text: string, characters: number): string =>
  text.length <= characters ? text : Array.from(text).slice(0, characters).join('')
