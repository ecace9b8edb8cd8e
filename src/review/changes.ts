import { shortHash } from '../text/hash.ts'
import { applyEdits, type Edit, editsByLine, piecesOf } from '../text/merge.ts'
import { joinBySense, joinWhere, sentenceSpans } from './joinEdits.ts'

/** One change of a text that can be decided separately: `text` replaces the characters [start, end) of the old text. */
export interface TextChange extends Edit {
  /** The same for the same two texts, whatever else was decided. */
  readonly id: string
  readonly removed: string
}

/** Returns all tokens that a single change must not lose, such as the placeholders of a prompt format. */
export type TokensOf = (text: string) => readonly string[]

/**
 * The changes that turn one text into the other, grouped so that each makes sense alone: adjacent words form a phrase,
 * and a sentence, list item, paragraph or whole text that is mostly rewritten is one change. Additions at one place are
 * one change; a few removed sentences or lines are separate changes. Any subset can be applied, and each change keeps
 * the text's tokens: if a token moves, everything it moves across is one change.
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

/** Words and white space at the same end of both wordings do not belong to the change. */
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
 * If an added or removed stretch could just as well begin a few characters earlier, it begins at the start of its line
 * or sentence: `- b\n` was added, and not `b\n- ` inside the next list item.
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
 * Splits a removal of a few sentences or lines into one edit for each. Additions at one place stay one edit: they could
 * not be told apart, and nobody chose their order.
 */
function inSentences(from: string, edit: Edit): readonly Edit[] {
  if (edit.text !== '') return [edit]
  const stretch = from.slice(edit.start, edit.end)
  const parts = stretch === stretch.trimStart() ? sentenceSpans(stretch) : leadingSpans(stretch)
  // Exactly one side must have white space; otherwise the parts would grow together, or leave a double space.
  const parted = /^\s/.test(stretch) !== /\s$/.test(stretch)
  if (!parted || parts.length > mostParts) return [edit]
  return parts.map(([start, end]) => ({ start: edit.start + start, end: edit.start + end, text: '' }))
}

/** Nobody wants to decide on more removed sentences than this one by one. */
const mostParts = 3

/** Joins edits between which a token moves, so that each edit alone keeps every token. */
function joinMoved(from: string, edits: readonly Edit[], tokensOf: TokensOf): readonly Edit[] {
  const wanted = sorted(tokensOf(from))
  const keeps = (some: readonly Edit[]) => sorted(tokensOf(applyEdits(from, some))) === wanted
  // If the texts differ in their tokens, no grouping can keep them.
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
