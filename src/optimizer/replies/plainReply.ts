import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { ReplyForm } from '../trajectory.ts'
import { applyBlocks, holdsBlocks } from './editBlocks.ts'
import { afterThoughts, readOne, readReplies } from './reply.ts'
import { caseLine, withoutStrays } from './strays.ts'
import { fenceOf, unwrap } from './unwrap.ts'

/**
 * The prompts in a reply to a plain request, in order, or why there is none. If a list was requested and the reply is
 * one, it is read as a list; otherwise the reply is a single prompt. `current` is the text to be replaced. Of a reply
 * that was cut off only what was finished is read: the earlier items of a list, a closed fence, whole changes.
 */
export function readPlainReply(
  raw: string,
  form: ReplyForm,
  current: string,
  isCut = false,
): readonly Outcome<string>[] {
  const reply = afterThoughts(raw).trim()
  if (/<START>/i.test(reply) && !/<START>/i.test(current)) return readReplies(raw)
  if (holdsBlocks(reply)) {
    const changed = applyBlocks(current, reply)
    return [changed === undefined ? failure({ code: 'edit-misplaced' }) : success(changed)]
  }
  const items = form === 'list' ? listed(reply) : []
  const texts = items.length > 0 ? items : [lone(reply, current)]
  const isOpen = isCut && (items.length > 0 || !hasClosedFence(reply))
  return texts.map((text, index) =>
    isOpen && index === texts.length - 1 ? failure({ code: 'reply-cut-off' }) : judged(text, current),
  )
}

const hasClosedFence = (reply: string): boolean => Array.from(reply.matchAll(fenced)).length === 1

/** A prompt that is alone in its reply, in a fence or not; talk before and after the fence is left out. */
function lone(reply: string, current: string): string {
  const fences = Array.from(reply.matchAll(fenced), ([fence]) => fence)
  const [only] = fences
  const inside = only !== undefined && fences.length === 1 && !current.includes('```') ? fenceOf(only) : undefined
  const isTalk = inside !== undefined && reply.length - inside.length < Math.max(mostTalk, inside.length)
  return unwrap(isTalk ? inside : withoutComment(reply, current), current)
}

/** A reply up to the paragraph with which its writer begins to comment on it, or to try it out. */
function withoutComment(reply: string, current: string): string {
  const paragraphs = reply.split(/\n{2,}/)
  const end = paragraphs.findIndex((paragraph, at) => at > 0 && comment.test(paragraph) && !current.includes(paragraph))
  return end < 0 ? reply : paragraphs.slice(0, end).join('\n\n')
}

const comment =
  /^(?:now,? let\b|let me\b|(?:in |with |by following )?(?:this|these) (?:\w+ )?instructions?\b|(?:explanation|reasoning|rationale):|i (?:have|changed|made)\b)/i

const mostTalk = 300
const fenced = /^(`{3,})[^\n`]*\n[\s\S]*?\n\1[ \t]*$/gm

/** The texts of the items of a numbered list; empty if there is no list. */
function listed(reply: string): readonly string[] {
  const starts = Array.from(reply.matchAll(itemStart))
  if (starts.length === 0) {
    const fences = Array.from(reply.matchAll(fenced), ([fence]) => unwrap(fence))
    return fences.length > 1 ? fences : []
  }
  return starts.map(({ index, 0: mark }, at) => itemText(reply.slice(index + mark.length, starts[at + 1]?.index)))
}

const itemStart =
  /^[ \t]{0,3}(?:#{1,4} *)?(?:\*\*)?(?:(?:new )?(?:instruction|prompt|idea|option)[ #]*)?\d{1,2}(?:[.)]|:)(?:\*\*)?[ \t]*(?:\n+(?=[ \t]*\S))?/gim

/** Text after the first line comments on it, unless the first line is just a title. */
function itemText(item: string): string {
  const fence = Array.from(item.matchAll(fenced), ([found]) => found)[0]
  if (fence !== undefined) return unwrap(fence)
  const [first = '', ...rest] = item
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  const isTitle = rest.length > 0 && (/:(?:\*\*)?$/.test(first) || /^\*\*[^*]+\*\*$/.test(first))
  const line = isTitle ? (rest[0] ?? '') : first
  return unwrap(line.replace(/^[-*•]\s+/, '').replace(/^\*\*[^*\n]{1,60}(?::\*\*|\*\*\s*[:–-])\s*(?=\S)/, ''))
}

/** A prompt, without talk at its start and remarks on the request; not one if it is empty, a refusal or mostly talk. */
function judged(text: string, current: string): Outcome<string> {
  const read = readOne(text)
  if (!read.ok || !isTalk(text, current)) return read
  const rest = withoutStrays(text, current, (unit, at) =>
    at === 0 ? isTalk(unit, current) : aboutRequest.test(unit) || caseLine.test(unit),
  )
  return rest === undefined || isTalk(rest, current) ? failure({ code: 'reply-talk' }) : success(unwrap(rest, current))
}

const isTalk = (text: string, current: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) ||
  [chat, asksForMore, aboutRequest, caseLine].some(pattern => pattern.test(text) && !pattern.test(current))

const chat =
  /^(?:(?:sure|certainly|of course|great|thank you|thanks|absolutely|understood|got it)\b[^\n]{0,40}[,.!:]|i(?:['’]d| would) be happy\b|i hope you\b|i(?:['’]ll| will) (?!be (?:given|sent))|how can i (?:help|assist)\b|to (?:improve|write|create|rewrite) (?:the|an?|these|better|new) [^.\n]*instructions?\b|here (?:is|are)\b)/i

/** A request to the user; "Please provide the price as a number." is an instruction to an assistant. */
const asksForMore =
  /^please (?:provide|share|give|let)\b(?:[^.\n]*\b(?:me|i|you|your|prompt|instructions?)\b|(?: \w+){1,2}[.!?]?$)/i

const aboutRequest =
  /\b(?:current|new|above|better|improved) (?:prompt|instruction)s?\b|\b(?:cases|inputs|examples|messages|instructions) above\b|\banswers? (?:wanted|given)\b|\bscores? higher\b|\blet me know\b|\bsent this instruction\b/i
