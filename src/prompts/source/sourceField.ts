import { lineAt, lineEndOf, toLf, withLineEnds } from './lineEnds.ts'
import type { Spelling } from './yamlScalar.ts'

/** A text in a source, and how to write another text in its place. */
export interface TextField {
  /** The text as a model receives it, without its surroundings: line ends are LF, escapes are resolved. */
  readonly text: string
  /** What is sent before and after the text but belongs to the file, such as the line ends of a YAML block. */
  readonly lead: string
  readonly tail: string
  /** The range that a replacement overwrites, as UTF-16 offsets [start, end) in the source. */
  readonly range: readonly [number, number]
  /** Why the text cannot be written, whatever the replacement. */
  readonly refusal?: string
  /** The line in the source that holds a character of the text. */
  lineOf(offset: number): number
  /** What to write in place of the range, or why it cannot be written. */
  respell(text: string): Spelling
}

/** The text between two offsets, taken literally; white space at both ends belongs to the file. */
export function spanField(source: string, from: number, to: number): TextField {
  const whole = source.slice(from, to)
  const start = to - whole.trimStart().length
  const end = Math.max(start, from + whole.trimEnd().length)
  return {
    text: toLf(source.slice(start, end)),
    lead: toLf(source.slice(from, start)),
    tail: toLf(source.slice(end, to)),
    range: [start, end],
    lineOf: offset => lineAt(source, start) + lineAt(toLf(source.slice(start, end)), offset) - 1,
    respell: text =>
      text === text.trim()
        ? { written: withLineEnds(text, lineEndOf(source, source.slice(start, end))) }
        : { refused: 'the text starts or ends with white space, which belongs to the file' },
  }
}

/** How a text is encoded within another, such as characters in XML or JSON. */
export interface Spelt {
  read(spelled: string): string
  write(text: string): string
}

/** A part of a field's text, between two offsets in that text, that is a text of its own. */
export function partField(outer: TextField, from: number, to: number, spelt: Spelt): TextField {
  const whole = outer.text.slice(from, to)
  const start = to - whole.trimStart().length
  const end = Math.max(start, from + whole.trimEnd().length)
  return {
    text: spelt.read(outer.text.slice(start, end)),
    lead: outer.text.slice(from, start),
    tail: outer.text.slice(end, to),
    range: outer.range,
    ...(outer.refusal === undefined ? {} : { refusal: outer.refusal }),
    lineOf: offset => outer.lineOf(start + offset),
    respell: text =>
      text === text.trim()
        ? outer.respell(outer.text.slice(0, start) + spelt.write(text) + outer.text.slice(end))
        : { refused: 'the text starts or ends with white space, which belongs to the file' },
  }
}
