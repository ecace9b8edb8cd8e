import { languages } from '../prompts/languages.ts'
import { readPromptFile } from '../prompts/readPromptFile.ts'
import { tokensIn } from '../prompts/source/templateTokens.ts'
import { placesOf } from './align.ts'
import { changesBetween, type TextChange } from './changes.ts'
import type { Decisions } from './decisions.ts'
import { type Standing, standingsIn } from './standings.ts'
import type { Replacement } from './writePlan.ts'

/** One change where it stands in the source of the file, as UTF-16 offsets [start, end). */
export interface PlacedChange extends Standing {
  /** Counted from 1 over all changes of the refined prompt. */
  readonly number: number
  readonly place: readonly [start: number, end: number]
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
  const open = standings.flatMap((standing, index) =>
    standing.state === 'accepted' || rejected.includes(standing.change.id)
      ? []
      : [{ ...standing, number: index + 1, place: placeOf(standing, target.text, places) }],
  )
  return { text: target.text, line: target.line, standings, open, total: changes.length }
}

/** An addition stands right behind what is before it, and at the start of a line where it begins one. */
function placeOf({ start, end }: Standing, text: string, places: readonly number[]): readonly [number, number] {
  const at = (index: number) => places[index] ?? 0
  if (start < end) return [at(start), at(end - 1) + 1]
  const place = start > 0 && text[start - 1] !== '\n' ? at(start - 1) + 1 : at(start)
  return [place, place]
}
