import type { Problem } from '../../problem/problem.ts'
import { marksOf } from '../completion/placeholderMarks.ts'

/** A stretch of a file: its line, counted from 1, and UTF-16 columns; the whole line if they are absent. */
export interface Where {
  readonly line: number
  readonly columns?: readonly [start: number, end: number]
  /** The line on which the columns end, if that is a later one. */
  readonly endLine?: number
}

/** A text and its lines, split once for all problems in it. */
export interface Lined {
  readonly source: string
  readonly lines: readonly string[]
}

export const lined = (source: string): Lined => ({
  source,
  lines: source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/),
})

/**
 * Finds the exact words that a problem is about, on its line or, if it is about a whole row, further down in that row.
 */
export function located(problem: Problem, { source, lines }: Lined): readonly Where[] {
  if (problem.code === 'description-cut') return [spanOf(source, problem.span)]
  const line = problem.place?.line ?? 1
  const word = wordOf(problem)
  if (word === undefined) return [{ line }]
  if (problem.code === 'unfilled-placeholder') {
    const marks = marksOf(lines[line - 1] ?? '', [word])
    return marks.length === 0 ? [{ line }] : marks.map(({ start, end }) => ({ line, columns: [start, end] }))
  }
  const isAt = problem.code === 'unnamed-grader' ? keyOf(problem.grader) : isAlone
  for (let index = line - 1; index < Math.min(lines.length, line - 1 + longestRow); index++) {
    const start = columnOf(lines[index] ?? '', word, isAt)
    if (start !== undefined) return [{ line: index + 1, columns: [start, start + word.length] }]
  }
  return [{ line }]
}

/** The lines and columns of a stretch. A byte order mark takes no column in an editor. */
function spanOf(source: string, [start, end]: readonly [number, number]): Where {
  const before = (offset: number): readonly string[] =>
    source
      .slice(0, offset)
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\n|\r/)
  const [first, last] = [before(start), before(end)]
  return {
    line: first.length,
    columns: [first.at(-1)?.length ?? 0, last.at(-1)?.length ?? 0],
    ...(last.length > first.length && { endLine: last.length }),
  }
}

/** The most lines of a row of an eval set that are searched for a word; longer rows are marked as a whole. */
const longestRow = 100

function wordOf(problem: Problem): string | undefined {
  switch (problem.code) {
    case 'unfilled-placeholder':
    case 'unused-variable':
      return problem.name
    case 'duplicate-id':
      return problem.id
    case 'unknown-grader':
      return problem.grader === '' ? undefined : problem.grader
    case 'unnamed-grader':
    case 'misnamed-key':
    case 'unread-key':
      return problem.key
    default:
      return undefined
  }
}

type IsAt = (before: string, after: string) => boolean

/** On its own: after a space, a quote or the start of a list or map, and before the corresponding end. */
const isAlone: IsAt = (before, after) => /(^|[\s"'`,:[{])$/.test(before) && /^($|[\s"'`,:\]}])/.test(after)

/** As the key of this value, and not of another one in the same row. */
const keyOf =
  (value: string): IsAt =>
  (before, after) =>
    isAlone(before, after) && after.replace(/^["']?\s*:\s*["']?/, '').startsWith(value)

function columnOf(line: string, word: string, isAt: IsAt): number | undefined {
  for (let start = line.indexOf(word); start >= 0; start = line.indexOf(word, start + 1))
    if (isAt(line.slice(Math.max(0, start - 1), start), line.slice(start + word.length))) return start
  return undefined
}
