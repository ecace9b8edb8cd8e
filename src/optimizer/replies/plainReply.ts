import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { withoutThoughts } from '../../text/reasoning/thoughts.ts'
import type { ReplyForm } from '../trajectory.ts'
import { applyBlocks, holdsBlocks } from './editBlocks.ts'
import { type Fence, fencesIn } from './fences.ts'
import { listedItems, namedItems, onlyItem, taggedParts } from './listed.ts'
import { readOne, readReplies } from './reply.ts'
import { caseLine, withoutStrays } from './strays.ts'
import { announces, asksBack, chat, endsInColon, isRemark, leadsTo } from './talk.ts'
import { unwrap } from './unwrap.ts'

/**
 * The prompts in a reply to a plain request, in order, or why there is none. If a list was requested and the reply is
 * one, it is read as a list; otherwise the reply is a single prompt, unless it names several as such. `current` is the
 * text to be replaced. Of a reply that was cut off only what was finished is read: the earlier items of a list, a closed
 * fence, whole changes.
 */
export function readPlainReply(
  raw: string,
  form: ReplyForm,
  current: string,
  isCut = false,
): readonly Outcome<string>[] {
  const reply = withoutThoughts(raw).trim()
  if (/<START>/i.test(reply) && !/<START>/i.test(current)) return readReplies(reply)
  if (holdsBlocks(reply)) {
    const changed = applyBlocks(current, reply)
    return [changed === undefined ? failure({ code: 'edit-misplaced' }) : success(changed)]
  }
  const items = form === 'list' ? listedItems(reply) : namedItems(reply, current)
  const texts = items.length > 0 ? items.map(item => lone(item, current)) : [lone(reply, current)]
  const isOpen = isCut && (items.length > 0 || fencesIn(reply).filter(({ isClosed }) => isClosed).length !== 1)
  return texts.map((text, index) =>
    isOpen && index === texts.length - 1 ? failure({ code: 'reply-cut-off' }) : judged(text, current),
  )
}

/** A prompt that is alone in its reply, in a fence or not; talk before and after it is left out. */
function lone(reply: string, current: string): string {
  const inside = unwrap(reply, current)
  if (inside !== reply) return lone(inside, current)
  const item = onlyItem(current) === undefined ? onlyItem(reply) : undefined
  const rest = withoutTalk(item ?? amidTalk(reply, current) ?? reply, current)
  return rest === reply ? reply : lone(rest, current)
}

/**
 * What stands in tags that name a prompt, in a fence or in quotes on lines of its own, if all else is talk: what announces
 * it, and remarks on it. A prompt introduces its example with a colon too.
 */
function amidTalk(reply: string, current: string): string | undefined {
  const tagged = taggedParts(current).length === 0 ? taggedParts(reply) : []
  const marked = current.includes('```')
    ? []
    : [...fencesIn(reply).filter(({ isClosed }) => isClosed), ...quotesIn(reply)]
  const [found, another] = tagged.length > 0 ? tagged : marked
  if (found === undefined || another !== undefined) return undefined
  const [before, after] = [reply.slice(0, found.start), reply.slice(found.end)]
  const isAnnounced = before.trim() === '' || (leadsTo(before) && !current.split('\n').some(announces))
  return isAnnounced && isRemark(after, current) ? found.inside : undefined
}

/** Quotations that are a paragraph. */
const quotesIn = (text: string): readonly Fence[] =>
  Array.from(
    text.matchAll(/(?<=^|\n\n)(?:"[^\n]+"|“[^\n”]+”|„[^\n“]+“|«[^\n»]+»|「[^\n」]+」)(?=\n\n|$)/g),
    ({ index, 0: quote }) => ({
      start: index,
      end: index + quote.length,
      holds: '',
      inside: quote,
      isClosed: true,
    }),
  )

/** Without what leads to the prompt and announces it, and without the paragraphs of remarks at its end. */
function withoutTalk(reply: string, current: string): string {
  const lines = reply.split('\n')
  const announced = current.split('\n').some(announces) ? -1 : lines.findIndex(announces)
  const [above, below] = [lines.slice(0, announced + 1).join('\n'), lines.slice(announced + 1).join('\n')]
  const text = below.trim() !== '' && leadsTo(above) ? below : reply
  const paragraphs = text.split(/\n{2,}/)
  const end = paragraphs.findIndex(
    (paragraph, at) =>
      at > 0 &&
      /\p{L}/u.test(paragraph) &&
      isRemark(paragraphs.slice(at, at + 2).join('\n\n'), current) &&
      !endsInColon(paragraphs[at - 1] ?? '') &&
      isRemark(paragraphs.slice(at).join('\n\n'), current),
  )
  return end < 0 ? text : paragraphs.slice(0, end).join('\n\n')
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

/** A request to the user; "Please provide the price as a number." is an instruction to an assistant. */
const asksForMore =
  /^please (?:provide|share|give|let)\b(?:[^.\n]*\b(?:me|i|you|your|prompt|instructions?)\b|(?: \w+){1,2}[.!?]?$)/i

const aboutRequest = new RegExp(
  String.raw`\b(?:current|new|above|better|improved) (?:prompt|instruction)s?\b|\b(?:cases|inputs|examples|messages|instructions) above\b|\banswers? (?:wanted|given)\b|\bscores? higher\b|\b${asksBack}\b|\bsent this instruction\b`,
  'i',
)
