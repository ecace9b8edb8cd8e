import { shortHash } from '../text/hash.ts'
import { applyEdits, type Edit, editsByLine, piecesOf } from '../text/merge.ts'
import { joinBySense, joinWhere, sentenceSpans } from './sense.ts'

/** One change of a text that is decided on by itself: the characters [start, end) of the old text give way to `text`. */
export interface TextChange extends Edit {
  /** The same for the same two texts, whatever else was decided. */
  readonly id: string
  readonly removed: string
}

/** Gives every token that no change may lose by itself, such as the placeholders of a prompt format. */
export type TokensOf = (text: string) => readonly string[]

/**
 * What turns one text into the other, grouped by sense: words that stand together are a phrase, a sentence, a list item,
 * a paragraph or a whole text that is mostly rewritten is one change, what is added at one place is one, and a few sentences
 * or lines that are removed are changes of their own. Any subset can be applied, and each keeps the text's tokens: where a token moves,
 * all that it moves across is one change.
 */
export function changesBetween(from: string, to: string, tokensOf: TokensOf = () => []): readonly TextChange[] {
  const phrases = joinBySense(from, to, editsByLine(from, to)).map(edit => tighten(from, edit))
  const slid = phrases.map((edit, index) => slide(from, edit, phrases[index - 1]?.end ?? 0))
  const edits = joinMoved(
    from,
    slid.flatMap(edit => inSentences(from, edit)),
    tokensOf,
  )
  return edits.map(edit => {
    const removed = from.slice(edit.start, edit.end)
    return { ...edit, removed, id: shortHash(JSON.stringify([edit.start, removed, edit.text])) }
  })
}

/** Words and white space that stand at the same end of both wordings are no part of the change. */
function tighten(from: string, { start, end, text }: Edit): Edit {
  const [old, own] = [piecesOf(from.slice(start, end)), piecesOf(text)]
  let first = 0
  while (first < Math.min(old.length, own.length) && old[first] === own[first]) first++
  let last = 0
  while (last < Math.min(old.length, own.length) - first && old.at(-1 - last) === own.at(-1 - last)) last++
  const lengthOf = (some: readonly string[]) => some.join('').length
  const [before, after] = [lengthOf(old.slice(0, first)), lengthOf(old.slice(old.length - last))]
  return { start: start + before, end: end - after, text: text.slice(before, text.length - after) }
}

/**
 * Where an added or removed stretch could as well be said to begin a few characters earlier, it begins where its line or
 * its sentence does: `- b\n` was added, and not `b\n- ` within the next point of the list.
 */
function slide(from: string, edit: Edit, least: number): Edit {
  const isAdded = edit.start === edit.end
  if (!isAdded && edit.text !== '') return edit
  const stretch = isAdded ? edit.text : from.slice(edit.start, edit.end)
  for (let back = 1; back <= Math.min(stretch.length, edit.start - least); back++) {
    const start = edit.start - back
    if (from[start] !== stretch[stretch.length - back]) return edit
    if (!beginsHere(from, start)) continue
    const moved = from.slice(start, edit.start) + stretch.slice(0, stretch.length - back)
    return isAdded ? { start, end: start, text: moved } : { start, end: edit.end - back, text: '' }
  }
  return edit
}

const beginsHere = (from: string, at: number): boolean =>
  at === 0 || from[at - 1] === '\n' || /[.!?]\s$/.test(from.slice(Math.max(at - 2, 0), at))

/**
 * One edit for each of a few sentences or lines that are only removed. What is added at one place is one change: two
 * additions there could not be told apart, nor read in an order that anybody chose.
 */
function inSentences(from: string, edit: Edit): readonly Edit[] {
  if (edit.text !== '') return [edit]
  const stretch = from.slice(edit.start, edit.end)
  const parts = stretch === stretch.trimStart() ? sentenceSpans(stretch) : leadingSpans(stretch)
  // White space on neither side or on both leaves nothing that keeps the parts from growing together.
  const parted = /^\s/.test(stretch) !== /\s$/.test(stretch)
  if (!parted || parts.length > mostParts) return [edit]
  return parts.map(([start, end]) => ({ start: edit.start + start, end: edit.start + end, text: '' }))
}

/** Nobody decides on more removed sentences than this one by one. */
const mostParts = 3

/** Edits between which a token moves are joined, so that each keeps every token by itself. */
function joinMoved(from: string, edits: readonly Edit[], tokensOf: TokensOf): readonly Edit[] {
  const wanted = sorted(tokensOf(from))
  const keeps = (some: readonly Edit[]) => sorted(tokensOf(applyEdits(from, some))) === wanted
  // Texts that differ in their tokens cannot keep them, however they are grouped.
  if (!keeps(edits)) return edits
  const groups: Edit[][] = []
  for (let first = 0; first < edits.length; ) {
    let last = first + 1
    while (last < edits.length && !keeps(edits.slice(first, last))) last++
    groups.push(edits.slice(first, last))
    first = last
  }
  return groups.flatMap(group => joinWhere(from, group, () => true))
}

const sorted = (tokens: readonly string[]): string => JSON.stringify([...tokens].sort())

/** The same, each with the white space before it. */
function leadingSpans(text: string): readonly (readonly [start: number, end: number])[] {
  const cuts = sentenceSpans(text)
    .slice(1)
    .map(([start]) => text.slice(0, start).trimEnd().length)
  return [0, ...cuts].map((start, index) => [start, cuts[index] ?? text.length])
}
