import { points } from '../text/numbers.ts'
import type { TextChange } from './changes.ts'
import type { Effect } from './decisions.ts'

/** `+6.2 points [+1, +12]`: how many percentage points of the refined prompt's score are due to this change. */
export const effectTitle = ({ difference, interval: [low, high] }: Effect): string =>
  `${points(difference)} points [${points(low, 0)}, ${points(high, 0)}]`

/** What a change does, on one line: `“brief” → “exact”`. */
export function changeTitle({ removed, text }: TextChange): string {
  if (text.trim() === '') return `Remove “${oneLine(removed, 60)}”`
  if (removed.trim() === '') return `Add “${oneLine(text, 60)}”`
  return `“${oneLine(removed, 40)}” → “${oneLine(text, 40)}”`
}

/** A text on one line, with marks for line ends, cut between words. */
export function oneLine(text: string, most: number): string {
  const line = text.replace(/[^\S\n]*\r?\n/g, '↵').replace(/[\t\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = cut.lastIndexOf(' ')
  return `${space > most / 2 ? cut.slice(0, space) : cut}…`
}
