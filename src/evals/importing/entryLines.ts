import { endOfString } from '../reading/rows/rows.ts'

/** A map or list that is open at some place of a JSON text. */
interface Around {
  readonly isList: boolean
  /** The name whose value comes next, in a map; undefined before a name. */
  name: string | undefined
}

/**
 * The lines, counted from 1, on which the entries of a list start, in their order. `path` names the maps on the way to
 * it; where a list lies between them, the entries of all its lists follow each other. The source must be valid JSON.
 */
export function entryLines(source: string, path: readonly string[]): readonly number[] {
  const lines: number[] = []
  const around: Around[] = []
  const isWanted = (): boolean => {
    if (around.at(-1)?.isList !== true || around.length > 2 * path.length + 1) return false
    const names = around.flatMap(({ isList, name = '' }) => (isList ? [] : [name]))
    return names.length === path.length && names.every((name, at) => name === path[at])
  }
  let line = 1
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? ''
    const inner = around.at(-1)
    if (character === '\n' || (character === '\r' && source[at + 1] !== '\n')) line++
    else if (character === ']' || character === '}') around.pop()
    else if (character === ',' && inner) inner.name = undefined
    else if (!/[\s:,]/.test(character)) {
      if (isWanted()) lines.push(line)
      if (character === '[' || character === '{') around.push({ isList: character === '[', name: undefined })
      else {
        const end = character === '"' ? endOfString(source, at) : endOfPlain(source, at)
        if (inner && !inner.isList) inner.name ??= source.slice(at + 1, end)
        at = end
      }
    }
  }
  return lines
}

/** The last character of a number or a word. */
function endOfPlain(source: string, start: number): number {
  let at = start
  while (at + 1 < source.length && !/[\s,\]}]/.test(source[at + 1] ?? '')) at++
  return at
}
