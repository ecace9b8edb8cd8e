import type { PromptFile } from '../../prompts/promptFile.ts'
import { wholeWord } from '../../text/words.ts'

/** One occurrence of a placeholder in the source of a prompt file, as UTF-16 offsets [start, end). */
export interface PlaceholderMark {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Every occurrence of the placeholders that a case fills, in text order. */
export function placeholderMarks({ source, targets }: PromptFile): readonly PlaceholderMark[] {
  const marks = targets.flatMap(({ range: [start, end], placeholders }) => {
    const text = source.slice(start, end)
    return marksOf(text, placeholders).map(mark => ({ ...mark, start: start + mark.start, end: start + mark.end }))
  })
  return marks.sort((a, b) => a.start - b.start)
}

/** The occurrences of placeholders with these names in a text. */
export function marksOf(text: string, names: readonly string[]): readonly PlaceholderMark[] {
  const braced = marksIn(text, names, /\{\{\{[^{}\n]+\}\}\}|\{\{[^{}\n]+\}\}|\$\{[^{}\n]+\}/g)
  const found = new Set(braced.map(({ name }) => name))
  const rest = names.filter(name => !found.has(name))
  // Single braces count only if a placeholder of the file is written that way and in no other.
  return [...braced, ...marksIn(text, rest, /\{[^{}\n]+\}|\$[\p{L}_][\p{L}\p{N}_]*/gu)]
}

function marksIn(text: string, names: readonly string[], token: RegExp): PlaceholderMark[] {
  return Array.from(text.matchAll(token)).flatMap(({ 0: written, index }) => {
    const name = nameIn(written, names)
    return name === undefined ? [] : [{ name, start: index, end: index + written.length }]
  })
}

/** The placeholder of a token: the one that appears first in it, and of those the longest. */
function nameIn(token: string, names: readonly string[]): string | undefined {
  // The hint that VS Code shows in the input box is prose, and may contain any word.
  const said = /^\$\{input:([^:}]*)/.exec(token)?.[1] ?? token
  let best: { readonly name: string; readonly at: number } | undefined
  for (const name of names) {
    const at = said.search(wholeWord(name))
    const wins = best === undefined || at < best.at || (at === best.at && name.length > best.name.length)
    if (at >= 0 && wins) best = { name, at }
  }
  return best?.name
}
