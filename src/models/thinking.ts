/** The tags that models put around their reasoning before the answer. */
const opening = /^\s*<(think|thinking|reasoning)>/i

/**
 * An answer without the reasoning before it. If the reasoning is not closed, there is no answer. If a server's template
 * has removed the opening tag, the reasoning still ends at its closing tag.
 */
export function withoutThoughts(text: string): string {
  const tag = opening.exec(text)?.[1]
  if (tag !== undefined) {
    const end = text.toLowerCase().indexOf(`</${tag.toLowerCase()}>`)
    return end < 0 ? '' : text.slice(end + tag.length + 3).trimStart()
  }
  const end = text.indexOf('</think>')
  return end < 0 || text.slice(0, end).includes('<think>') ? text : text.slice(end + '</think>'.length).trimStart()
}
