/** Tags that models put around their reasoning; the text may end before they are closed. */
const tags = [
  ...['think', 'thinking', 'reasoning', 'seed:think'].map(name => ({
    opening: new RegExp(`^\\s*<${name}>`, 'i'),
    closing: new RegExp(`</${name}>`, 'i'),
  })),
  { opening: /^\s*\[THINK\]/, closing: /\[\/THINK\]/ },
  { opening: /^\s*◁think▷/, closing: /◁\/think▷/ },
]

/** Models that write to several channels answer in the final one; servers may leave the marks, or only their words. */
const finalChannel = /^[\s\S]*(?:<\|channel\|>final[^<]*<\|message\|>|assistantfinal(?<=^\s*analysis[\s\S]*))/
const anyChannel = /^\s*(?:<\|start\|>assistant)?<\|channel\|>/
const endMarks = /(?:<\|(?:end|return|call)\|>\s*)+$/

/**
 * An answer without the reasoning before it. If the reasoning is not closed, there is no answer. If a server's template
 * has removed the opening tag, the reasoning still ends at its closing tag.
 */
export function withoutThoughts(text: string): string {
  const answer = finalChannel.exec(text)
  if (answer !== null) return text.slice(answer[0].length).replace(endMarks, '').trimStart()
  if (anyChannel.test(text)) return ''
  const rest = afterTags(text)
  if (rest !== text) return rest
  const [before, name] = /^[\s\S]*?<\/(think|thinking)>/i.exec(text) ?? []
  return before === undefined || new RegExp(`<${name}>`, 'i').test(before)
    ? text
    : text.slice(before.length).trimStart()
}

/** What follows tags with reasoning, each closed by the tag that opened it. */
function afterTags(text: string): string {
  const opened = tags.find(({ opening }) => opening.test(text))
  if (opened === undefined) return text
  const end = opened.closing.exec(text)
  return end === null ? '' : afterTags(text.slice(end.index + end[0].length).trimStart())
}
