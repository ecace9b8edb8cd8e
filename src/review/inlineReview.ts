import { languages } from '../prompts/languages.ts'
import { lockedIn } from '../prompts/locked.ts'
import { readPromptFile } from '../prompts/readPromptFile.ts'
import { tokensIn } from '../prompts/source/templateTokens.ts'
import { placesOf } from './align.ts'
import { changesBetween, type TextChange } from './changes.ts'
import type { Decisions } from './decisions.ts'
import { accepting, type Standing, standingsIn } from './standings.ts'
import type { Replacement } from './writePlan.ts'

/** One change at its position in the source of the file, as UTF-16 offsets [start, end). */
export interface PlacedChange extends Standing {
  /** Counted from 1 over all changes of the refined prompt. */
  readonly number: number
  readonly place: readonly [start: number, end: number]
  /** Whether both wordings fit on their line even in a narrow editor. */
  readonly fits: boolean
}

/** A refined prompt in its file: what is decided, and what waits and where. */
export interface InlineReview {
  /** The present text of the target. */
  readonly text: string
  /** The line on which the text begins, counted from 1. */
  readonly line: number
  readonly standings: readonly Standing[]
  /** Changes that are neither decided nor present in the text: they wait or are in conflict. */
  readonly open: readonly PlacedChange[]
  /** Number of all changes, decided or not. */
  readonly total: number
}

/** What a refined prompt changes in the text with which its run began. */
export function changesOf(path: string, source: string, { initial, refined }: Replacement): readonly TextChange[] {
  const file = readPromptFile(path, source)
  if (!file.ok) return changesBetween(initial, refined)
  const { language } = file.value
  // What is locked must not move in two changes, of which one alone would lose it.
  return changesBetween(initial, refined, text => [...tokensIn(languages[language], text), ...lockedIn(text)])
}

/** Undefined if the text cannot be found in the file, or not character by character. */
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
    // The space above a prompt's first line is used for what concerns the whole prompt.
    const isFirst = lines[index]?.number === target.line
    return { ...change, fits: isAlone && hasRoom && !isFirst && change.state === 'waiting' && isInLine(change.change) }
  })
  return { text: target.text, line: target.line, standings, open, total: changes.length }
}

/** The columns of text in an editor that is split or 500 pixels wide, without line numbers and minimap. */
export const narrowest = 34

const isInLine = ({ removed, text }: TextChange): boolean => !/[\r\n\t]/.test(removed + text)

/** The line of an offset, counted from 1, and its length. */
function lineAt(source: string, offset: number): { readonly number: number; readonly columns: number } {
  const start = source.lastIndexOf('\n', offset - 1) + 1
  const end = source.indexOf('\n', offset)
  const number = source.slice(0, start).split('\n').length
  return { number, columns: (end < 0 ? source.length : end) - start }
}

/**
 * The text with some of its changes applied. White space at the ends of the text is removed if only an unapplied change
 * would have followed it.
 */
export function textWith({ text, standings }: InlineReview, changes: readonly TextChange[]): string {
  const after = accepting(text, standings, change => changes.includes(change))
  return text.trim() === text ? after.trim() : after
}

/** The text after accepting everything that waits: without changes in conflict and rejected ones. */
export const textAccepted = (review: InlineReview): string =>
  textWith(
    review,
    review.open.filter(({ state }) => state === 'waiting').map(({ change }) => change),
  )

/** An addition is placed directly after the text before it, or at the start of a line if it begins one. */
function placeOf({ start, end }: Standing, text: string, places: readonly number[]): readonly [number, number] {
  const at = (index: number) => places[index] ?? 0
  if (start < end) return [at(start), at(end - 1) + 1]
  const place = start > 0 && text[start - 1] !== '\n' ? at(start - 1) + 1 : at(start)
  return [place, place]
}
