/**
 * The lines of a folded block (`>`) that stands for the text (YAML 1.2, section 8.1.3). In such a block a single line
 * end is read as a space and a run of n as n - 1 line ends; next to a line that starts with white space every line end
 * is kept. Lines are broken at single spaces, so that they have at most `width` characters if the words allow it.
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

/** The width in which the lines of a block were written, without their indentation: that of the longest line. */
export function widthOf(lines: readonly string[], indentation: number): number {
  const longest = Math.max(...lines.map(line => line.length))
  // A text that was never broken stays on one line, unless it was too short to need breaking.
  const isWhole = lines.length === 1 && longest > usualColumns
  const columns = isWhole ? Number.POSITIVE_INFINITY : lines.length === 1 ? usualColumns : longest
  return Math.max(fewestColumns, columns) - indentation
}

const usualColumns = 80

/** Two short lines do not show an intended width. */
const fewestColumns = 60

const startsIndented = (line: string): boolean => /^[ \t]/.test(line)

function wrapped(line: string, width: number): string {
  const lines: string[] = []
  let current = ''
  // Only a single space can become a line end and be read back as a space.
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
