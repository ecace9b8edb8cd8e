import { applyEdits, type Edit, editsBetween } from '../text/merge.ts'
import type { TextChange } from './changes.ts'

/** The position of a change in a text that has been edited since, and its state there. */
export interface Standing {
  readonly change: TextChange
  /**
   * `waiting`: the text that it removes is there. `accepted`: the text that it adds is there, or was until someone
   * edited it. `conflict`: someone else changed the same words.
   */
  readonly state: 'waiting' | 'accepted' | 'conflict'
  /** The characters [start, end) of the present text. */
  readonly start: number
  readonly end: number
}

/**
 * Follows the changes of `base` into a text that contains some of them and edits by a person. `accepted` says what was
 * accepted so far, but the text itself comes first: an undo makes a change wait again, and a change that was typed by
 * hand is accepted. A change that touches a person's own words is in conflict, and never misplaced.
 */
export function standingsIn(
  current: string,
  base: string,
  changes: readonly TextChange[],
  accepted: ReadonlySet<string>,
): readonly Standing[] {
  const exact = guesses(changes, accepted).find(guess => textWith(base, changes, guess) === current)
  if (exact !== undefined) return placed(changes, exact)
  const expected = textWith(base, changes, accepted)
  const edits = editsBetween(expected, current)
  return regions(placed(changes, accepted), edits, expected).flatMap(region =>
    settle(region, { expected, current, edits }),
  )
}

/** The text after accepting everything that waits, or a selection of it. Changes in conflict are not touched. */
export const accepting = (
  current: string,
  standings: readonly Standing[],
  chosen: (change: TextChange) => boolean,
): string =>
  applyEdits(
    current,
    standings.flatMap(({ change, state, start, end }) =>
      state === 'waiting' && chosen(change) ? [{ start, end, text: change.text }] : [],
    ),
  )

/** Likely states: as before, one change more or less (after an accept or an undo), all or none. */
const guesses = (changes: readonly TextChange[], accepted: ReadonlySet<string>): readonly ReadonlySet<string>[] => [
  accepted,
  ...changes.map(({ id }) => toggled(accepted, id)),
  new Set(),
  new Set(changes.map(({ id }) => id)),
]

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const other = new Set(set)
  if (!other.delete(id)) other.add(id)
  return other
}

const textWith = (base: string, changes: readonly TextChange[], accepted: ReadonlySet<string>): string =>
  applyEdits(
    base,
    changes.filter(({ id }) => accepted.has(id)),
  )

/** The positions of the changes in a text that nobody else has edited. */
function placed(changes: readonly TextChange[], accepted: ReadonlySet<string>): readonly Standing[] {
  let shift = 0
  return changes.map(change => {
    const isIn = accepted.has(change.id)
    const start = change.start + shift
    const end = start + (isIn ? change.text : change.removed).length
    if (isIn) shift += change.text.length - change.removed.length
    return { change, state: isIn ? 'accepted' : 'waiting', start, end }
  })
}

/** Changes that a person's edits touch, with those edits; an untouched change is a region of its own. */
interface Region {
  readonly standings: Standing[]
  readonly edits: Edit[]
}

function regions(standings: readonly Standing[], edits: readonly Edit[], expected: string): readonly Region[] {
  const found: Region[] = []
  for (const standing of standings) {
    const uprooted = uprooting(edits, standing, expected)
    const touching = edits.filter(edit => touches(edit, standing) || uprooted.includes(edit))
    const last = found.at(-1)
    if (last !== undefined && touching.some(edit => last.edits.includes(edit))) {
      last.standings.push(standing)
      last.edits.push(...touching.filter(edit => !last.edits.includes(edit)))
    } else found.push({ standings: [standing], edits: touching })
  }
  return found
}

/** Words next to a change do not belong to it. But of two insertions at one place nobody can know which comes first. */
function touches(edit: Edit, { start, end }: Standing): boolean {
  if (start === end && edit.start === edit.end) return start === edit.start
  return edit.start < end && start < edit.end
}

/** The edits that removed the text on both sides of an addition, and with it its place. */
function uprooting(edits: readonly Edit[], { start, end }: Standing, expected: string): readonly Edit[] {
  if (start !== end) return []
  const left = expected.slice(0, start).trimEnd().length - 1
  const right = expected.length - expected.slice(start).trimStart().length
  const removing = (at: number) => edits.filter(edit => edit.start <= at && at < edit.end)
  const [before, after] = [removing(left), removing(right)]
  const isGone = (left < 0 || before.length > 0) && (right === expected.length || after.length > 0)
  return isGone ? [...new Set([...before, ...after])] : []
}

/** What a person made of the expected text. */
interface Edited {
  readonly expected: string
  readonly current: string
  readonly edits: readonly Edit[]
}

function settle({ standings, edits }: Region, edited: Edited): readonly Standing[] {
  if (edits.length === 0) {
    return standings.map(standing => {
      const start = follow(edited.edits, standing.start, 'after')
      return { ...standing, start, end: start + standing.end - standing.start }
    })
  }
  const from = Math.min(...standings.map(({ start }) => start), ...edits.map(({ start }) => start))
  const to = Math.max(...standings.map(({ end }) => end), ...edits.map(({ end }) => end))
  const start = follow(edited.edits, from, 'before')
  const end = follow(edited.edits, to, 'after')
  const choices = standings.length > mostTogether ? [] : choicesOf(standings)
  for (const choice of choices) {
    const { text, standings: found } = written(edited.expected, from, to, choice, start)
    if (text === edited.current.slice(start, end)) return found
  }
  // Text that was accepted and then edited is the person's own by now.
  return standings.map(standing => ({
    ...standing,
    state: standing.state === 'accepted' ? 'accepted' : 'conflict',
    start,
    end,
  }))
}

/** Changes touched by the same edit are examined together in all combinations, up to this many. */
const mostTogether = 5

function choicesOf(standings: readonly Standing[]): readonly (readonly Standing[])[] {
  return standings.reduce<readonly (readonly Standing[])[]>(
    (choices, standing) =>
      (['waiting', 'accepted'] as const).flatMap(state => choices.map(choice => [...choice, { ...standing, state }])),
    [[]],
  )
}

/** The stretch [from, to) of the expected text, with its changes accepted or not, as it would appear at `start`. */
function written(expected: string, from: number, to: number, choice: readonly Standing[], start: number) {
  let text = ''
  let at = from
  const standings = choice.map(standing => {
    const before = expected.slice(at, standing.start)
    const own = standing.state === 'accepted' ? standing.change.text : standing.change.removed
    const begin = start + text.length + before.length
    text += before + own
    at = standing.end
    return { ...standing, start: begin, end: begin + own.length }
  })
  return { text: text + expected.slice(at, to), standings }
}

/** The present position of a place in the expected text: before or after what was inserted there. */
function follow(edits: readonly Edit[], at: number, side: 'before' | 'after'): number {
  const passed = edits.filter(({ start, end }) => (start === end && end === at ? side === 'after' : end <= at))
  return passed.reduce((place, { start, end, text }) => place + text.length - (end - start), at)
}
