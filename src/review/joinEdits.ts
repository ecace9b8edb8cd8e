import type { Edit } from '../text/merge.ts'
import { countWords } from '../text/words.ts'

/**
 * Joins edits from the smallest unit to the largest: phrases first, then sentences and blocks that are mostly
 * rewritten. A text that is mostly rewritten is one change, because what two such texts share is chance.
 */
export function joinBySense(from: string, to: string, edits: readonly Edit[]): readonly Edit[] {
  const phrases = joinPhrases(from, edits)
  const sentences = joinWithin(from, phrases, sentenceSpans(from), inSentence)
  const blocks = joinWithin(from, joinIslands(from, sentences), blocksOf(from), inBlock)
  const words = countWords(from) + countWords(to)
  const isRecut = blocks.some(edit => /\n/.test(from.slice(edit.start, edit.end).trim() + edit.text.trim()))
  return isRecut && blocks.length > mostInRewritten && changedWords(from, blocks) >= rewritten * words
    ? joinWhere(from, blocks, () => true)
    : blocks
}

/** Two edits of a sentence with at most this many unchanged words between them form one phrase. */
const wordsBetween = 2

const sentenceEnd = /[.!?:;…。！？]["'”’)\]]*\s|\n/u

/** A sentence or line that is added before another one does not belong to the changes in that one. */
const endsSentence = (from: string, { start, end, text }: Edit): boolean =>
  /(?:[.!?…。！？]["'”’)\]]*\s+|\n)$/u.test(text === '' ? from.slice(start, end) : text)

function joinPhrases(from: string, edits: readonly Edit[]): readonly Edit[] {
  return joinWhere(from, edits, (last, next) => {
    const gap = from.slice(last.end, next.start)
    return !endsSentence(from, last) && !sentenceEnd.test(gap) && countWords(gap) <= wordsBetween
  })
}

/**
 * How many edits of a sentence, and of a list item or paragraph, stay separate: if most of it is unchanged, and if
 * little is.
 */
const inSentence = { most: 2, mostRewritten: 1 } as const
const inBlock = { most: 4, mostRewritten: 2 } as const

/**
 * A text in which this share of the words is different counts as new, unless there are only very few changes. If each
 * of its lines became another line, it is read line by line.
 */
const rewritten = 0.6
const mostInRewritten = 3

/** Joins the edits of a unit if they are many or change half of its words. */
function joinWithin(
  from: string,
  edits: readonly Edit[],
  units: readonly (readonly [start: number, end: number])[],
  { most, mostRewritten }: { readonly most: number; readonly mostRewritten: number },
): readonly Edit[] {
  const joined = units.filter(([start, end]) => {
    const inside = edits.filter(edit => edit.start >= start && edit.end <= end)
    const removed = inside.reduce((sum, edit) => sum + countWords(from.slice(edit.start, edit.end)), 0)
    return inside.length > most || (inside.length > mostRewritten && removed * 2 >= countWords(from.slice(start, end)))
  })
  return joinWhere(
    from,
    edits,
    (last, next) => !endsSentence(from, last) && joined.some(([start, end]) => last.start >= start && next.end <= end),
  )
}

/** A few words that two long edits of one block share by chance do not separate them. */
function joinIslands(from: string, edits: readonly Edit[]): readonly Edit[] {
  const starts = blocksOf(from).map(([start]) => start)
  return joinWhere(from, edits, (last, next) => {
    const gap = from.slice(last.end, next.start)
    const shared = countWords(gap)
    const crosses = sentenceEnd.test(gap) || starts.some(start => last.start < start && start <= next.start)
    return !crosses && shared * 3 <= Math.min(weight(from, last), weight(from, next))
  })
}

const weight = (from: string, { start, end, text }: Edit): number =>
  Math.max(countWords(from.slice(start, end)), countWords(text))

const changedWords = (from: string, edits: readonly Edit[]): number =>
  edits.reduce((sum, { start, end, text }) => sum + countWords(from.slice(start, end)) + countWords(text), 0)

/** Edits of one text in order, with every two that belong together joined. */
export function joinWhere(
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

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Sentences and lines, each with the white space after it; together they are the whole text. */
export function sentenceSpans(text: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = []
  for (const { segment, index } of segmenter.segment(text)) {
    const last = found.at(-1)
    if (last !== undefined && (segment.trim() === '' || text.slice(...last).trim() === ''))
      last[1] = index + segment.length
    else found.push([index, index + segment.length])
  }
  return found
}

/** Paragraphs, list items and headings, each from its first line to the line before the next. */
function blocksOf(text: string): readonly (readonly [start: number, end: number])[] {
  const starts = [0]
  for (const { index, 0: found } of text.matchAll(blockStart)) starts.push(index + found.length)
  return starts.map((start, index) => [start, starts[index + 1] ?? text.length])
}

/** What precedes a block: an empty line, or a line end before a list item, a heading or a tag. */
const blockStart = /\r?\n[^\S\n]*\r?\n|\n(?=[^\S\n]*(?:[-*+•]\s|\d+[.)]\s|#+\s|<))/g
