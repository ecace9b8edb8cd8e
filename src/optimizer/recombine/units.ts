/** A part of a prompt that can be kept, left out or moved to another prompt: a sentence, a list item or a line. */
export interface Unit {
  readonly text: string
  /** The white space before it. */
  readonly gap: string
}

/**
 * Divides a text into lines, and lines that are no list items into sentences. The units with their gaps, joined, are
 * the text again, except for white space at its end.
 */
export const unitsOf = (text: string): readonly Unit[] =>
  Array.from(text.trimEnd().matchAll(unit), ([, gap = '', text = '']) => ({ gap, text }))

/** Each of them once. */
export const unitTexts = (text: string): readonly string[] => [...new Set(unitsOf(text).map(({ text }) => text))]

export const unitsJoined = (units: readonly Unit[]): string => units.map(({ gap, text }) => gap + text).join('')

/** A list item is one unit; a sentence ends before white space and a capital letter. */
const unit =
  /(\s*)((?:[-*•+]|\d+[.)])[ \t]+\S(?:[^\n]*\S)?|\S(?:[^\n]*?[.!?]["'”’)]*)(?=[ \t]+["'“‘(]?\p{Lu})|\S(?:[^\n]*\S)?)/gu
