import { languages } from '../prompts/languages.ts'
import { readPromptFile } from '../prompts/readPromptFile.ts'
import { tokensIn } from '../prompts/source/templateTokens.ts'
import { placesOf } from './align.ts'
import { changesBetween, type TextChange } from './changes.ts'
import type { Decisions } from './decisions.ts'
import { accepting, type Standing, standingsIn } from './standings.ts'
import type { Replacement } from './writePlan.ts'

/** One change where it stands in the source of the file, as UTF-16 offsets [start, end). */
export interface PlacedChange extends Standing {
  /** Counted from 1 over all changes of the refined prompt. */
  readonly number: number
  readonly place: readonly [start: number, end: number]
  /** Whether both wordings have room in the line that they stand in, however narrow the editor. */
  readonly fits: boolean
}

/** A refined prompt as it stands in its file: what is decided, and what waits and where. */
export interface InlineReview {
  /** The text of the target as it is now. */
  readonly text: string
  /** The line that the text begins on, counted from 1. */
  readonly line: number
  readonly standings: readonly Standing[]
  /** What neither was decided on nor stands in the text: it waits or is in conflict. */
  readonly open: readonly PlacedChange[]
  /** All changes, decided or not. */
  readonly total: number
}

/** What a refined prompt changes in the text that its run began with. */
export function changesOf(path: string, source: string, { initial, refined }: Replacement): readonly TextChange[] {
  const file = readPromptFile(path, source)
  if (!file.ok) return changesBetween(initial, refined)
  const { language } = file.value
  return changesBetween(initial, refined, text => tokensIn(languages[language], text))
}

/** Undefined where the text cannot be found in the file, or not character by character. */
export function reviewInline(
  path: string,
  source: string,
  { target: id, initial }: Replacement,
  changes: readonly TextChange[],
  { accepted, rejected }: Decisions,
): InlineReview | undefined {
  const file = readPromptFile(path, source)
  const target = file.ok ? file.value.targets.find(target => target.id === id) : undefined
  const places = target && placesOf(target.text, source, target.range)
  if (target === undefined || places === undefined) return undefined
  const standings = standingsIn(target.text, initial, changes, new Set(accepted))
  const placed = standings.flatMap((standing, index) =>
    standing.state === 'accepted' || rejected.includes(standing.change.id)
      ? []
      : [{ ...standing, number: index + 1, place: placeOf(standing, target.text, places) }],
  )
  const lines = placed.map(({ place: [start] }) => lineAt(source, start))
  const open = placed.map((change, index) => {
    const isAlone = lines.every((line, other) => other === index || line.number !== lines[index]?.number)
    const hasRoom = (lines[index]?.columns ?? 0) + change.change.text.length <= narrowest
    // Above the first line of a prompt stands what concerns all of it.
    const isFirst = lines[index]?.number === target.line
    return { ...change, fits: isAlone && hasRoom && !isFirst && change.state === 'waiting' && isInLine(change.change) }
  })
  return { text: target.text, line: target.line, standings, open, total: changes.length }
}

/** Columns that an editor has beside its line numbers and its map where a window is split or 500 pixels wide. */
export const narrowest = 34

const isInLine = ({ removed, text }: TextChange): boolean => !/[\r\n\t]/.test(removed + text)

/** The line of an offset, counted from 1, and how long it is. */
function lineAt(source: string, offset: number): { readonly number: number; readonly columns: number } {
  const start = source.lastIndexOf('\n', offset - 1) + 1
  const end = source.indexOf('\n', offset)
  const number = source.slice(0, start).split('\n').length
  return { number, columns: (end < 0 ? source.length : end) - start }
}

/**
 * The text with these of its changes in it. A text loses the white space at its ends that only a change which is not in it
 * would have filled.
 */
export function textWith({ text, standings }: InlineReview, changes: readonly TextChange[]): string {
  const after = accepting(text, standings, change => changes.includes(change))
  return text.trim() === text ? after.trim() : after
}

/** What accepting everything that waits would make of the text: nothing in conflict, and nothing that was rejected. */
export const textAccepted = (review: InlineReview): string =>
  textWith(
    review,
    review.open.filter(({ state }) => state === 'waiting').map(({ change }) => change),
  )

/** An addition stands right behind what is before it, and at the start of a line where it begins one. */
function placeOf({ start, end }: Standing, text: string, places: readonly number[]): readonly [number, number] {
  const at = (index: number) => places[index] ?? 0
  if (start < end) return [at(start), at(end - 1) + 1]
  const place = start > 0 && text[start - 1] !== '\n' ? at(start - 1) + 1 : at(start)
  return [place, place]
}
