/** The header of a Markdown file, by VS Code's rule: line 1 is `---`, and the next such line closes the header. */
export type Frontmatter =
  | { readonly kind: 'none' }
  | { readonly kind: 'unclosed' }
  /** Offsets: the header without its fences is [start, end); the body begins at `body`. */
  | { readonly kind: 'closed'; readonly start: number; readonly end: number; readonly body: number }

/** Finds the header in the source from an offset on, which lies after the byte order mark if there is one. */
export function findFrontmatter(source: string, from: number): Frontmatter {
  const lines = linesFrom(source, from)
  const first = lines.next()
  if (first.done === true || !isFence(first.value.text)) return { kind: 'none' }
  for (const line of lines)
    if (isFence(line.text)) return { kind: 'closed', start: first.value.next, end: line.start, body: line.next }
  return { kind: 'unclosed' }
}

/** Whether the header has these names on its first level. */
export function headerNames(source: string, names: readonly string[]): boolean {
  const header = findFrontmatter(source, source.startsWith('\uFEFF') ? 1 : 0)
  if (header.kind !== 'closed') return false
  const lines = source.slice(header.start, header.end)
  return names.every(name => new RegExp(`^${name}[ \\t]*:`, 'm').test(lines))
}

const isFence = (line: string): boolean => /^---\s*$/.test(line)

interface Line {
  readonly text: string
  readonly start: number
  /** Where the next line starts. */
  readonly next: number
}

function* linesFrom(source: string, from: number): Generator<Line, undefined> {
  let start = from
  const lineEnd = /\r\n|\r|\n/g
  lineEnd.lastIndex = from
  for (let match = lineEnd.exec(source); match !== null; match = lineEnd.exec(source)) {
    yield { text: source.slice(start, match.index), start, next: lineEnd.lastIndex }
    start = lineEnd.lastIndex
  }
  yield { text: source.slice(start), start, next: source.length }
}
