/** What models write around their thoughts, before the answer. */
const opening = /^\s*<(think|thinking|reasoning)>/i

/**
 * An answer without the thoughts before it. Thoughts that were not ended leave no answer; where a template of the server has
 * taken away their beginning, they end at their end all the same.
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
