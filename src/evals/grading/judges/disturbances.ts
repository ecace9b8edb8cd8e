import type { Message } from '../../../models/model.ts'

/** Added to an answer, it says nothing: a judge that is moved by it is moved by length alone. */
const padding = [
  'That is the answer, given here in full after the question was read with care and thought about at some length.',
  'Everything that belongs to it has been said above, in the order in which it comes to mind and in plain words.',
  'Nothing further has to be added to what stands above, and what stands above may be taken as it is meant.',
  'In sum, what was asked has been answered above, and this closing remark only marks the end of the reply.',
].join(' ')

/** The answer with words at its end that say nothing. */
export const padded = (answer: string): string => `${answer.trimEnd()}\n\n${padding}`

const blocks = /<(reference|answer|rubric|first|second)>\n[\s\S]*?\n<\/\1>/g

/** The question with its tagged parts in reverse order; undefined if it is not made of several. */
export function swapped(messages: readonly Message[]): readonly Message[] | undefined {
  const last = messages.at(-1)
  const parts = last?.content.match(blocks) ?? []
  // A question of another form has other words around its parts, which must not be lost.
  if (last === undefined || parts.length < 2 || parts.join('\n') !== last.content) return undefined
  return [...messages.slice(0, -1), { ...last, content: parts.toReversed().join('\n') }]
}
