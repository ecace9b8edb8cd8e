/** A code fence in a text. */
export interface Fence {
  /** Where its first line begins, and where its last one ends. */
  readonly start: number
  readonly end: number
  /** What its first line says it holds: "json". */
  readonly holds: string
  readonly inside: string
  readonly isClosed: boolean
}

/** The fences of a text, outermost ones only: a mark that says what it holds opens another fence within. */
export function fencesIn(text: string): readonly Fence[] {
  const fences: Fence[] = []
  let opened:
    | { readonly start: number; readonly from: number; readonly mark: string; readonly holds: string }
    | undefined
  let depth = 0
  for (const { index, 0: line, 1: mark = '', 2: holds = '' } of text.matchAll(
    /^[ \t]*(`{3,}|~{3,})[ \t]*([^`\n]*?)[ \t]*$/gm,
  )) {
    if (opened === undefined) opened = { start: index, from: index + line.length + 1, mark, holds }
    else if (mark !== opened.mark) continue
    else if (holds !== '') depth++
    else if (depth > 0) depth--
    else {
      const { start, from } = opened
      const inside = text.slice(from, Math.max(from, index - 1))
      fences.push({ start, end: index + line.length, holds: opened.holds, inside, isClosed: true })
      opened = undefined
    }
  }
  if (opened === undefined) return fences
  const { start, from, holds } = opened
  return [...fences, { start, end: text.length, holds, inside: text.slice(from), isClosed: false }]
}
