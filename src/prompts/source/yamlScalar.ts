import { isScalar } from 'yaml'
import { parsedYaml } from '../parsedYaml.ts'
import { lineEndOf, withLineEnds } from './lineEnds.ts'
import { folded, widthOf } from './yamlFolded.ts'

/** A text in a YAML file, and what determines how another text can be written in its place. */
export interface YamlText {
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** The value without the line ends at its end. Those belong to the file and are written back unchanged. */
  readonly text: string
  /** The line ends at the end of the value. */
  readonly tail: string
  /** The whole scalar in the source, including its quotes or block header. */
  readonly scalar: readonly [number, number]
  /** Whether it is inside `[…]` or `{…}`, where blocks are not allowed. */
  readonly inFlow: boolean
  /** The column of its key, or of the dash before it, counted from 0; a block below must be indented further. */
  readonly keyColumn: number
}

/** What replaces the text's range, or why nothing can. */
export type Spelling = { readonly written: string } | { readonly refused: string }

/**
 * The range of the text. For a block it is only the lines of the text, so that the header, its comment, the blank lines
 * after the text and thus the chomping are kept; for any other style it is the whole scalar.
 */
export function textRange(source: string, { style, text, scalar }: YamlText): readonly [number, number] {
  const [start, end] = scalar
  if (style !== 'literal' && style !== 'folded') return scalar
  const first = source.indexOf('\n', start) + 1
  if (first === 0 || first > end) return scalar
  if (style === 'folded') return [first, first + source.slice(first, end).replace(/(?:\r?\n[ \t]*)+$/, '').length]

  // In a literal block each line of the value has its own source line.
  let lineEnd = first - 1
  for (let lines = text.split('\n').length; lines > 0; lines -= 1) {
    const next = source.indexOf('\n', lineEnd + 1)
    lineEnd = next === -1 || next > end ? end : next
  }
  return [first, source[lineEnd - 1] === '\r' && source[lineEnd] === '\n' ? lineEnd - 1 : lineEnd]
}

/** Writes another text in the present style if that can express it, otherwise in the nearest style that can. */
export function respell(source: string, old: YamlText, text: string): Spelling {
  if (text.endsWith('\n')) return { refused: 'the text ends with a line end, which belongs to the file' }
  switch (old.style) {
    case 'folded':
    case 'literal':
      return inBlock(source, old, text)
    case 'double':
      return { written: doubleQuoted(text + old.tail) }
    case 'single':
      return isOneLine(text + old.tail) ? { written: singleQuoted(text) } : asBlockOrQuoted(source, old, text)
    case 'plain':
      return !old.inFlow && isPlain(text) ? { written: text } : asBlockOrQuoted(source, old, text)
    default:
      return old.style satisfies never
  }
}

/**
 * Replaces only the text's lines, between the block's header and the blank lines after it, with the same indentation.
 */
function inBlock(source: string, old: YamlText, text: string): Spelling {
  const [start, end] = textRange(source, old)
  if (unprintable.test(text)) return { refused: 'the text holds a character that a YAML block cannot express' }
  const hasIndentation = /^[|>][+-]?[1-9]/.test(source.slice(old.scalar[0], start))
  if (!hasIndentation && startsIndented(text))
    return {
      refused: 'the text starts with white space, which a YAML block without an indentation indicator cannot express',
    }

  const span = source.slice(start, end)
  const oldLines = span.split(/\r?\n/)
  const indentation = indentationOf(oldLines, old.text)
  const lines = old.style === 'folded' ? folded(text, widthOf(oldLines, indentation)) : text
  return { written: withLineEnds(indented(lines, indentation), lineEndOf(source, span)) }
}

/** How far the lines of a block are indented. The first line that is not blank shows it, even if lines are folded. */
function indentationOf(lines: readonly string[], text: string): number {
  const leading = (all: readonly string[]): number =>
    /^[ \t]*/.exec(all.find(line => /[^ \t]/.test(line)) ?? '')?.[0].length ?? 0
  return leading(lines) - leading(text.split('\n'))
}

/**
 * A text of several lines becomes a block if one is allowed here and can hold it; anything else can be double-quoted.
 */
function asBlockOrQuoted(source: string, old: YamlText, text: string): Spelling {
  const [start, end] = old.scalar
  const restOfLine = /^[^\r\n]*/.exec(source.slice(end))?.[0] ?? ''
  const block =
    text.includes('\n') &&
    old.tail === '' &&
    !old.inFlow &&
    restOfLine.trim() === '' &&
    !startsIndented(text) &&
    !unprintable.test(text)
  if (!block) return { written: doubleQuoted(text + old.tail) }
  const lines = `|-\n${indented(text, old.keyColumn + indentationStep(source))}`
  return { written: withLineEnds(lines, lineEndOf(source, source.slice(start, end))) }
}

/**
 * A text as a new value after a key or a dash, in the plainest style that can express it. The lines of a block are
 * indented by so many columns and end with LF.
 */
export function newScalar(text: string, columns: number): string {
  if (isPlain(text)) return text
  const isBlock = text.includes('\n') && !/\n[^\S\n]*$/.test(text) && !startsIndented(text) && !unprintable.test(text)
  return isBlock ? `|-\n${indented(text, columns)}` : doubleQuoted(text)
}

/** Blank lines are not indented, since editors strip trailing spaces. */
const indented = (text: string, columns: number): string => text.replace(/^(?=[^\n])/gm, ' '.repeat(columns))

/** Whether the first non-empty line starts with white space, which a parser would take for indentation. */
const startsIndented = (text: string): boolean => /^\n*[ \t]/.test(text)

/** By how much the file indents its first indented line, 2 to 8 columns. */
function indentationStep(source: string): number {
  const columns = /^( +)\S/m.exec(source)?.[1]?.length ?? 2
  return Math.min(8, Math.max(2, columns))
}

const isOneLine = (text: string): boolean => !text.includes('\n') && !unprintable.test(text)

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A JSON string is also a YAML string. Characters that JSON leaves alone but YAML forbids are escaped in addition. */
export const doubleQuoted = (text: string): string =>
  JSON.stringify(text).replace(unprintables, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Whether the text can be written without quotes. Both versions of YAML must read it as this text: YAML 1.1, which many
 * parsers still use, reads `yes` as true and `12:30` as a number.
 */
function isPlain(text: string): boolean {
  if (!isOneLine(text) || notPlain.test(text)) return false
  return (['1.1', '1.2'] as const).every(version => {
    const { contents, errors } = parsedYaml(text, { version })
    return errors.length === 0 && isScalar(contents) && contents.type === 'PLAIN' && contents.value === text
  })
}

/**
 * Allowed as plain by YAML 1.2, but not read so by all parsers: indicators at the start, tabs, the keys `<<` and `=`.
 */
const notPlain = /^[-?:]|\t|^(?:<<|=)$/

/**
 * Not allowed unescaped: control characters except tab and line end, a byte order mark, and the two noncharacters at
 * the end of the plane. NEL, LS and PS are allowed, but YAML 1.1 reads them as line ends.
 */
const unprintable = /(?![\t\n])[\p{Cc}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u
const unprintables = new RegExp(unprintable, 'gu')
