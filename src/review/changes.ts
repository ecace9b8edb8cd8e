import { shortHash } from '../text/hash.ts'
import { applyEdits, type Edit, editsBetween } from '../text/merge.ts'
import { countWords } from '../text/words.ts'

/** One change of a text that is decided on by itself: the characters [start, end) of the old text give way to `text`. */
export interface TextChange extends Edit {
  /** The same for the same two texts, whatever else was decided. */
  readonly id: string
  readonly removed: string
}

/** Gives every token that no change may lose by itself, such as the placeholders of a prompt format. */
export type TokensOf = (text: string) => readonly string[]

/**
 * What turns one text into the other, grouped by sense: words that stand together are a phrase, a sentence that is mostly
 * rewritten is one change, and sentences or lines that are only added or only removed are changes of their own. Any
 * subset can be applied, and each keeps the text's tokens: where a token moves, all that it moves across is one change.
 */
export function changesBetween(from: string, to: string, tokensOf: TokensOf = () => []): readonly TextChange[] {
  const phrases = joinRewritten(from, joinPhrases(from, editsBetween(from, to))).map(edit => tighten(from, edit))
  const slid = phrases.map((edit, index) => slide(from, edit, phrases[index - 1]?.end ?? 0))
  const edits = joinMoved(
    from,
    slid.flatMap(edit => inSentences(from, edit)),
    tokensOf,
  )
  return edits.map((edit, index) => {
    const removed = from.slice(edit.start, edit.end)
    // The same sentence may be added at one place more than once.
    const twins = edits.slice(0, index).filter(({ start, text }) => start === edit.start && text === edit.text).length
    const named = [edit.start, removed, edit.text, ...(twins > 0 ? [twins] : [])]
    return { ...edit, removed, id: shortHash(JSON.stringify(named)) }
  })
}

/** As many unchanged words between two edits of a sentence still make one phrase of them. */
const wordsBetween = 2

const sentenceEnd = /[.!?:;…。！？]["'”’)\]]*\s|\n/u

/** A sentence or line that is added before another one is no part of what changes in that. */
const endsSentence = (from: string, { start, end, text }: Edit): boolean =>
  /(?:[.!?…。！？]["'”’)\]]*\s+|\n)$/u.test(text === '' ? from.slice(start, end) : text)

function joinPhrases(from: string, edits: readonly Edit[]): readonly Edit[] {
  return joinWhere(from, edits, (last, next) => {
    const gap = from.slice(last.end, next.start)
    return !endsSentence(from, last) && !sentenceEnd.test(gap) && countWords(gap) <= wordsBetween
  })
}

/** Edits that change half of a sentence's words or more are one change of the sentence. */
function joinRewritten(from: string, edits: readonly Edit[]): readonly Edit[] {
  const sentences = spans(from)
  const rewritten = sentences.filter(([start, end]) => {
    const inside = edits.filter(edit => edit.start >= start && edit.end <= end)
    const changed = inside.reduce((sum, edit) => sum + countWords(from.slice(edit.start, edit.end)), 0)
    return inside.length > 1 && changed * 2 >= countWords(from.slice(start, end))
  })
  return joinWhere(
    from,
    edits,
    (last, next) =>
      !endsSentence(from, last) && rewritten.some(([start, end]) => last.start >= start && next.end <= end),
  )
}

/** White space that stands at the same end of both wordings is no part of the change. */
function tighten(from: string, edit: Edit): Edit {
  let { start, end, text } = edit
  while (start < end && text !== '' && /\s/.test(text[0] ?? '') && from[start] === text[0]) {
    start++
    text = text.slice(1)
  }
  while (start < end && text !== '' && /\s/.test(text.at(-1) ?? '') && from[end - 1] === text.at(-1)) {
    end--
    text = text.slice(0, -1)
  }
  return { start, end, text }
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

/** One edit for each sentence or line of what is only added or only removed. */
function inSentences(from: string, edit: Edit): readonly Edit[] {
  const isAdded = edit.start === edit.end
  if (!isAdded && edit.text !== '') return [edit]
  const stretch = isAdded ? edit.text : from.slice(edit.start, edit.end)
  const parts = stretch === stretch.trimStart() ? spans(stretch) : leadingSpans(stretch)
  // White space on neither side or on both leaves nothing that keeps the parts from growing together.
  const parted = /^\s/.test(stretch) !== /\s$/.test(stretch)
  if (!parted || parts.length > mostParts) return [edit]
  return parts.map(([start, end]) =>
    isAdded
      ? { ...edit, text: stretch.slice(start, end) }
      : { start: edit.start + start, end: edit.start + end, text: '' },
  )
}

/** Nobody decides on more sentences than this one by one. */
const mostParts = 12

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

function joinWhere(
  from: string,
  edits: readonly Edit[],
  together: (last: Edit, next: Edit) => boolean,
): readonly Edit[] {
  const joined: Edit[] = []
  for (const next of edits) {
    const last = joined.at(-1)
    if (last === undefined || !together(last, next)) joined.push(next)
    else {
      const text = last.text + from.slice(last.end, next.start) + next.text
      joined[joined.length - 1] = { start: last.start, end: next.end, text }
    }
  }
  return joined
}

const sorted = (tokens: readonly string[]): string => JSON.stringify([...tokens].sort())

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Sentences and lines, each with the white space after it; together they are the whole text. */
function spans(text: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = []
  for (const { segment, index } of segmenter.segment(text)) {
    const last = found.at(-1)
    if (last !== undefined && (segment.trim() === '' || text.slice(...last).trim() === ''))
      last[1] = index + segment.length
    else found.push([index, index + segment.length])
  }
  return found
}

/** The same, each with the white space before it. */
function leadingSpans(text: string): readonly (readonly [start: number, end: number])[] {
  const cuts = spans(text)
    .slice(1)
    .map(([start]) => text.slice(0, start).trimEnd().length)
  return [0, ...cuts].map((start, index) => [start, cuts[index] ?? text.length])
}
