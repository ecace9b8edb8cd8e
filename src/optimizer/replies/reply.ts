import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import { withoutThoughts } from '../../text/reasoning/thoughts.ts'
import { refusal } from './talk.ts'
import { fenceOf, unwrap } from './unwrap.ts'

/** The prompts in one reply of the optimizer model, in order, or why there is none. */
export type Reader = (raw: string) => readonly Outcome<string>[]

/**
 * The texts between `<START>` and `<END>`, without what models put around them: white space, a code fence, quotes, a
 * label. The tags may be in any case, or written as a pair of mark-up. A reply that is only a fenced block counts too.
 * One without tags is an apology, a comment or cut off, and not a candidate.
 */
export const readReplies: Reader = raw => {
  const reply = withoutThoughts(raw).replace(decorated, '$2')
  const marked = Array.from(reply.matchAll(between), match => unwrap(match[1] ?? ''))
  const texts = marked.filter(text => !aside.test(text))
  if (texts.length > 0) return texts.map(readOne)
  const fence = fenceOf(reply.trim())
  if (fence !== undefined && !opening.test(reply)) return [readOne(unwrap(fence))]
  if (opening.test(reply)) return [failure({ code: marked.length > 0 ? 'candidate-empty' : 'reply-cut-off' })]
  return [failure({ code: refusal.test(reply.trim()) ? 'reply-refused' : 'reply-untagged' })]
}

/** The first text of a reply if only one is wanted. */
export const readReply = (raw: string): Outcome<string> => {
  const readings = readReplies(raw)
  return readings.find(({ ok }) => ok) ?? readings[0] ?? failure({ code: 'reply-untagged' })
}

/**
 * Reads as the published code does, for `--paper`: a missing tag means from the start or to the end, `**` is removed,
 * and the first character becomes upper case.
 */
export const readPublished: Reader = raw => {
  const start = raw.indexOf('<START>')
  const from = start < 0 ? 0 : start + '<START>'.length
  const end = raw.indexOf('<END>', from)
  const text = raw
    .slice(from, end < 0 ? undefined : end)
    .trim()
    .replaceAll('**', '')
  if (text === '') return [failure({ code: 'candidate-empty' })]
  return [success(text.length > 1 ? text.charAt(0).toUpperCase() + text.slice(1) : text)]
}

/** A tag in bold or in code. */
const decorated = /(\*\*|__|`)(<\/?(?:START|END)>)\1/gi

/** From the last opening tag before a closing one; models also close with `</START>` and `</END>`. */
const between = /<START>((?:(?!<START>)[\s\S])*?)<(?:END|\/END|\/START)>/gi
const opening = /<START>/i

/** The text between the tags of a reply that only mentions them: "between <START> and <END>". */
const aside = /^(?:[^\p{L}\p{N}]*|and|or|to|prompt|(?:the |your )?new prompt)$/iu

/** A refusal between the tags is short; a longer text is a prompt that happens to begin like a refusal. */
const longestRefusal = 300

export const readOne = (text: string): Outcome<string> => {
  if (text === '') return failure({ code: 'candidate-empty' })
  return refusal.test(text) && text.length <= longestRefusal ? failure({ code: 'reply-refused' }) : success(text)
}
