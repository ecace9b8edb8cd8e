import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import { fenceOf, unwrap } from './unwrap.ts'

/** The prompts in one reply of the optimizer model, in their order, or why there is none. */
export type Reader = (raw: string) => readonly Outcome<string>[]

/**
 * The texts between `<START>` and `<END>`, without what models wrap around them: white space, a code fence, quotes, a
 * label. The tags may be written as a pair of mark-up, in any case. A reply that is nothing but a fenced block counts as
 * well; one without tags is an apology, a comment or cut off, and is no candidate.
 */
export const readReplies: Reader = raw => {
  const reply = afterThoughts(raw).replace(decorated, '$2')
  const marked = Array.from(reply.matchAll(between), match => unwrap(match[1] ?? ''))
  const texts = marked.filter(text => !aside.test(text))
  if (texts.length > 0) return texts.map(readOne)
  const fence = fenceOf(reply.trim())
  if (fence !== undefined && !opening.test(reply)) return [readOne(unwrap(fence))]
  if (opening.test(reply)) return [failure({ code: marked.length > 0 ? 'candidate-empty' : 'reply-cut-off' })]
  return [failure({ code: refusal.test(reply.trim()) ? 'reply-refused' : 'reply-untagged' })]
}

/** The first text in a reply of which only one is wanted. */
export const readReply = (raw: string): Outcome<string> => {
  const readings = readReplies(raw)
  return readings.find(({ ok }) => ok) ?? readings[0] ?? failure({ code: 'reply-untagged' })
}

/**
 * The reading of the published code, kept for `--paper`: a missing tag means from the start or to the end, `**` is
 * deleted, the first character is made upper case.
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

/** What stands between the tags where a reply only speaks of them: "between <START> and <END>". */
const aside = /^(?:[^\p{L}\p{N}]*|and|or|to|prompt|(?:the |your )?new prompt)$/iu

const refusal =
  /^(?:i(?:['’]m| am) (?:sorry|unable|afraid)|sorry\b|i (?:cannot|can['’]t|can not|won['’]t)\b|as an ai\b|unfortunately, i\b)/i

/** A refusal between the tags is short; a prompt that happens to begin like one goes on. */
const longestRefusal = 300

export const readOne = (text: string): Outcome<string> => {
  if (text === '') return failure({ code: 'candidate-empty' })
  return refusal.test(text) && text.length <= longestRefusal ? failure({ code: 'reply-refused' }) : success(text)
}

/** A reasoning model first thinks aloud; where it never came to an end, nothing is left. A prompt may speak of the tag. */
export const afterThoughts = (raw: string): string =>
  raw.replace(/^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/i, '')
