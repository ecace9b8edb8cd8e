import { diffWords } from '../text/diff.ts'
import { countWords } from '../text/words.ts'
import type { TextChange } from './changes.ts'
import { sentenceSpans } from './joinEdits.ts'

/** The unchanged words on the lines of a change. */
export interface Surroundings {
  readonly before: string
  readonly after: string
}

/** The text beside the characters [start, end) on their lines, as much as a reader needs to find the place. */
export function surroundingsOf(text: string, start: number, end: number, change: TextChange): Surroundings {
  const before = text.slice(start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1, start)
  const lineEnd = text.indexOf('\n', end)
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd)
  return {
    before: before.length > mostBeside ? `…${before.slice(-mostBeside)}` : before,
    // Lines that are added come before the line that follows them.
    after: change.text.endsWith('\n') ? '' : after.length > mostBeside ? `${after.slice(0, mostBeside)}…` : after,
  }
}

/** Maximum number of characters shown beside a change. */
const mostBeside = 80

/** One part of a change as shown to a reader. */
export interface ChangePart {
  readonly shows: 'removed' | 'added' | 'both' | 'instead'
  /** Markdown with HTML, which wraps. */
  readonly body: string
}

/** Whether a change is shown above what it replaces: below many old lines the new ones would be out of sight. */
export const isReadFirst = ({ removed, text }: TextChange): boolean => removed.length > mostTogether && text !== ''

/**
 * A change as text to read: removed words are struck through and added ones underlined, both in the colours of the
 * editor's own diffs. It contains every character that will be written. A long text comes in several parts, because the
 * editor limits the height of a comment.
 */
export function changeParts(change: TextChange, { before, after }: Surroundings): readonly ChangePart[] {
  const { removed, text } = change
  const isShort = removed.length + text.length <= mostTogether && !/\n/.test(removed.trim() + text.trim())
  if (removed !== '' && text !== '' && (isShort || isSimilar(removed, text))) {
    const both = isSimilar(removed, text) ? wordByWord(removed, text) : marked.removed(removed) + marked.added(text)
    return [{ shows: 'both', body: `${shown(before)}${both}${shown(after)}` }]
  }
  // What is removed is struck through in the file, just below.
  const parts = isReadFirst(change)
    ? partsOf(text).map((part): ChangePart => ({ shows: 'instead', body: marked.added(part) }))
    : [
        ...partsOf(removed).map((part): ChangePart => ({ shows: 'removed', body: marked.removed(part) })),
        ...partsOf(text).map((part): ChangePart => ({ shows: 'added', body: marked.added(part) })),
      ]
  const last = parts.length - 1
  return parts.map(({ shows, body }, at) => ({
    shows,
    body: `${at === 0 ? shown(before) : ''}${body}${at === last ? shown(after) : ''}`,
  }))
}

/** The number of characters in one part that a narrow editor shows without scrolling inside the comment. */
const mostTogether = 500

/** Splits a text into parts that end with sentences or lines or, if there are none, with words. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = []
  const sentences = sentenceSpans(text).map(([start, end]) => text.slice(start, end))
  for (const piece of sentences.flatMap(sentence => sentence.match(/.{1,500}(?:\s|$)|.{1,500}/gsu) ?? [])) {
    const last = parts.at(-1)
    if (last === undefined || last.length + piece.length > mostTogether) parts.push(piece)
    else parts[parts.length - 1] = last + piece
  }
  return parts
}

/** Whether a word-by-word difference is readable: half of the words are the same. */
function isSimilar(removed: string, text: string): boolean {
  const kept = diffWords(removed, text).filter(({ kind }) => kind === 'same')
  return kept.reduce((sum, { text }) => sum + countWords(text), 0) * 4 >= countWords(removed) + countWords(text)
}

const wordByWord = (removed: string, text: string): string =>
  diffWords(removed, text)
    .map(({ kind, text }) => (kind === 'same' ? shown(text) : marked[kind](text)))
    .join('')

const marked = {
  added: (text: string) => (text === '' ? '' : `<ins>${coloured(text, 'insertedTextBackground')}</ins>`),
  removed: (text: string) => (text === '' ? '' : `<del>${coloured(text, 'removedTextBackground')}</del>`),
} as const

/**
 * The editor's comments do not wrap within a coloured element, so each word is an element of its own; text without
 * spaces is cut into pieces that fit a narrow editor.
 */
const coloured = (text: string, colour: string): string =>
  text
    .split(/(\s+)/)
    .map(part => (part.trim() === '' ? shown(part) : wordsOf(part, colour)))
    .join('')

const wordsOf = (text: string, colour: string): string =>
  (text.match(/.{1,24}/gsu) ?? [])
    .map(word => `<span style="background-color:var(--vscode-diffEditor-${colour});">${shown(word)}</span>`)
    .join('')

/** The literal text in HTML, with nothing that a Markdown renderer would interpret. */
const shown = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, sign => `[U+${sign.codePointAt(0)?.toString(16).toUpperCase()}]`)
    .replace(/[!-/:-@[-`{-~]/g, sign => `&#${sign.codePointAt(0)};`)
    .replace(/\r?\n/g, '<br>')
    .replaceAll('\t', '    ')
    .replace(/(?<=<br>) | {2,}/g, spaces => spaces.replaceAll(' ', '&nbsp;'))
