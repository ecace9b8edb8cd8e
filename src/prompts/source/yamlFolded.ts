/**
 * The lines of a folded block (`>`) that says the text. Within such a block a line end is a space, and a run of them is
 * one fewer; beside a line that starts with white space every line end counts as it stands. Lines are broken at single
 * spaces, so that they have at most `width` characters where words allow it.
 */
export function folded(text: string, width: number): string {
  let written = ''
  let before: string | undefined
  let blank = 0
  for (const line of text.split('\n')) {
    if (line === '' && before !== undefined) {
      blank += 1
      continue
    }
    const isFolded = before !== undefined && before !== '' && !startsIndented(before) && !startsIndented(line)
    if (before !== undefined) written += '\n'.repeat(1 + blank + (isFolded ? 1 : 0))
    written += startsIndented(line) ? line : wrapped(line, width)
    before = line
    blank = 0
  }
  return written
}

/** In which width the lines of a block were written, their indentation not counted: that of the longest of them. */
export function widthOf(lines: readonly string[], indentation: number): number {
  const longest = Math.max(...lines.map(line => line.length))
  // A text that was never broken is not broken now, unless it was too short to be.
  const isWhole = lines.length === 1 && longest > usualColumns
  const columns = isWhole ? Number.POSITIVE_INFINITY : lines.length === 1 ? usualColumns : longest
  return Math.max(fewestColumns, columns) - indentation
}

const usualColumns = 80

/** Two short lines say nothing about the width. */
const fewestColumns = 60

const startsIndented = (line: string): boolean => /^[ \t]/.test(line)

function wrapped(line: string, width: number): string {
  const lines: string[] = []
  let current = ''
  // Only a single space can become a line end and come back as one.
  for (const word of line.split(/(?<=[^ \t]) (?=[^ \t])/)) {
    if (current === '') current = word
    else if (current.length + 1 + word.length <= width) current += ` ${word}`
    else {
      lines.push(current)
      current = word
    }
  }
  return [...lines, current].join('\n')
}
