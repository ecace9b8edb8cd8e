import { diffArrays } from 'diff'
import { mostEdits } from './diff.ts'
import { pieces } from './words.ts'

/** Replaces the characters [start, end) of a text with `text`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Merges two edits of one base, word by word. Undefined if both change the same place in different ways: then a person
 * has to decide.
 */
export function merge(base: string, ours: string, theirs: string): string | undefined {
  const mine = editsBetween(base, ours)
  const others = editsBetween(base, theirs).filter(change => !mine.some(own => same(own, change)))
  if (mine.some(own => others.some(other => touch(own, other)))) return undefined
  return applyEdits(base, [...mine, ...others])
}

/**
 * The edits that turn one text into the other, in whole words and in order; placeholders are never cut. For texts that
 * share next to nothing it is one edit of everything: a finer difference would take time quadratic in the words and
 * mean nothing.
 */
export function editsBetween(from: string, to: string, cut = piecesOf): readonly Edit[] {
  const parts = diffArrays(cut(from), cut(to), { maxEditLength: mostEdits })
  if (parts === undefined) return [{ start: 0, end: from.length, text: to }]
  const changes: { start: number; end: number; text: string }[] = []
  let at = 0
  let open = false
  for (const part of parts) {
    const text = part.value.join('')
    if (!part.added && !part.removed) {
      at += text.length
      open = false
      continue
    }
    let last = changes.at(-1)
    if (!open || last === undefined) {
      last = { start: at, end: at, text: '' }
      changes.push(last)
      open = true
    }
    if (part.added) last.text += text
    else {
      at += text.length
      last.end = at
    }
  }
  return changes
}

/**
 * The same, but lines that both texts share are matched first, so that an added line is not matched against the words
 * of another.
 */
export const editsByLine = (from: string, to: string): readonly Edit[] =>
  editsBetween(from, to, linesOf).flatMap(({ start, end, text }) =>
    editsBetween(from.slice(start, end), text).map(edit => ({
      start: edit.start + start,
      end: edit.end + start,
      text: edit.text,
    })),
  )

/** Lines with their line ends; joined they give the text. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Applies changes that do not overlap, in any order. */
export function applyEdits(from: string, changes: readonly Edit[]): string {
  let text = ''
  let at = 0
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    text += from.slice(at, change.start) + change.text
    at = change.end
  }
  return text + from.slice(at)
}

/**
 * The one span that differs between two texts, as small as possible without cutting a character or a line end;
 * undefined if the texts are equal.
 */
export function spanBetween(from: string, to: string): Edit | undefined {
  if (from === to) return undefined
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start++
  if (splitsPair(from, start) || splitsPair(to, start)) start--
  let tail = 0
  while (tail < shorter - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++
  if (splitsPair(from, from.length - tail) || splitsPair(to, to.length - tail)) tail--
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) }
}

/** The words and the stretches between them, with placeholders whole; joined they give the text. */
export const piecesOf = (text: string): string[] =>
  text.split(/(\{\{[^{}]*\}\})/).flatMap(part => (part.startsWith('{{') ? [part] : pieces(part)))

const same = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.text === b.text

/** Adjacent edits count as touching: nobody can know which of two insertions at one place comes first. */
const touch = (a: Edit, b: Edit): boolean => a.start <= b.end && b.start <= a.end

/** Whether a cut here would split a surrogate pair, or a CRLF, which an editor treats as one line end. */
const splitsPair = (text: string, at: number): boolean =>
  /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(Math.max(at - 1, 0), at + 1))
