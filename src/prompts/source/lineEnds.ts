export type LineEnd = '\n' | '\r\n' | '\r'

/** The text with every line end as LF, as it is sent to a model. */
export const toLf = (text: string): string => text.replace(/\r\n?/g, '\n')

/** The LF text with the line ends of the place where it is written. */
export const withLineEnds = (text: string, lineEnd: LineEnd): string =>
  lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)

/** CRLF if the replaced span contains one, otherwise the line end that most lines of the file have; LF on a tie. */
export function lineEndOf(source: string, span: string): LineEnd {
  if (span.includes('\r\n')) return '\r\n'
  const counts = { '\n': 0, '\r\n': 0, '\r': 0 }
  for (const [end] of source.matchAll(lineEnds)) counts[end === '\r\n' ? '\r\n' : end === '\r' ? '\r' : '\n'] += 1
  if (counts['\r\n'] > counts['\n'] && counts['\r\n'] >= counts['\r']) return '\r\n'
  return counts['\r'] > counts['\n'] ? '\r' : '\n'
}

/** The line of the character at an offset, counted from 1 as an editor counts. */
export function lineAt(source: string, offset: number): number {
  return (source.slice(0, offset).match(lineEnds)?.length ?? 0) + 1
}

/** The offset at which each line starts; the first starts after a byte order mark. */
export const lineStarts = (source: string): readonly number[] => [
  source.startsWith('\uFEFF') ? 1 : 0,
  ...Array.from(source.matchAll(lineEnds), ({ 0: end, index }) => index + end.length),
]

/** A lone CR ends a line too, as in VS Code and in very old files. */
const lineEnds = /\r\n|\r|\n/g

/** The number of white space characters with which all lines begin, not counting blank lines. */
export function commonIndentation(text: string): number {
  const indentations = text.split(lineEnds).filter(line => line.trim() !== '')
  return Math.min(...indentations.map(line => line.length - line.trimStart().length), text.length)
}
