/** Tags that models put around their reasoning; the text may end before they are closed. */
const openings = [
  { opening: /^\s*<(?:think|thinking|reasoning)>/i, closing: /<\/(?:think|thinking|reasoning)>/i },
  { opening: /^\s*\[THINK\]/, closing: /\[\/THINK\]/ },
  { opening: /^\s*◁think▷/, closing: /◁\/think▷/ },
  { opening: /^\s*<seed:think>/, closing: /<\/seed:think>/ },
] as const

/** The same, where the tag may also be what a text begins with, so that only a closed one is reasoning. */
const closed = /^\s*<thoughts?>[\s\S]*?<\/thoughts?>/i

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
  const tags = openings.find(({ opening }) => opening.test(text))
  if (tags !== undefined) {
    const end = tags.closing.exec(text)
    return end === null ? '' : withoutThoughts(text.slice(end.index + end[0].length).trimStart())
  }
  const thought = closed.exec(text)
  if (thought !== null) return text.slice(thought[0].length).trimStart()
  const end = text.indexOf('</think>')
  return end < 0 || text.slice(0, end).includes('<think>') ? text : text.slice(end + '</think>'.length).trimStart()
}
