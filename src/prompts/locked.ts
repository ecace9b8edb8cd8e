/** A comment of Markdown, Handlebars, Jinja, YAML or JavaScript that stands alone on its line: `<!-- gpo:lock -->`. */
const mark = /^\s*(?:<!--|\{\{!(?:--)?|\{#|#|\/\/|\/\*)\s*gpo:(lock|unlock)\s*(?:-->|(?:--)?\}\}|#\}|\*\/)?\s*$/

/**
 * The parts of a text that stay letter by letter: the lines from a comment `gpo:lock` to the next `gpo:unlock`, or to
 * the end of the text, with both comments; and each of the named texts that occurs outside of such lines.
 */
export function lockedIn(text: string, named: readonly string[] = []): readonly string[] {
  const marked = markedIn(text)
  const others = named.map(one => one.trim()).filter(one => one !== '' && text.includes(one))
  return [...marked, ...new Set(others.filter(one => !marked.some(block => block.includes(one))))]
}

function markedIn(text: string): readonly string[] {
  const blocks: string[] = []
  let open: string[] | undefined
  for (const line of text.split('\n')) {
    const found = mark.exec(line)?.[1]
    if (found === 'lock') open ??= []
    open?.push(line)
    if (found !== 'unlock' || open === undefined) continue
    blocks.push(open.join('\n'))
    open = undefined
  }
  if (open !== undefined) blocks.push(open.join('\n').trimEnd())
  return blocks
}

/** The first locked part that a new text lacks, or holds less often than before; undefined if it keeps all. */
export const lostFrom = (locked: readonly string[], before: string, after: string): string | undefined =>
  locked.find(part => timesIn(after, part) < timesIn(before, part))

const timesIn = (text: string, part: string): number => text.split(part).length - 1
