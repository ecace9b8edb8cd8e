import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { withoutThoughts } from '../../text/reasoning/thoughts.ts'
import { countWords } from '../../text/words.ts'
import type { ReplyForm } from '../trajectory.ts'
import { applyBlocks, holdsBlocks } from './editBlocks.ts'
import { type Fence, fencesIn } from './fences.ts'
import { listedItems, namedItems, onlyItem, taggedItems } from './listed.ts'
import { readOne, readReplies } from './reply.ts'
import { caseLine, withoutStrays } from './strays.ts'
import { announcesNew, chat, comment, endsInColon } from './talk.ts'
import { mostTalk, unwrap } from './unwrap.ts'

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
  if (/<START>/i.test(reply) && !/<START>/i.test(current)) return readReplies(raw)
  if (holdsBlocks(reply)) {
    const changed = applyBlocks(current, reply)
    return [changed === undefined ? failure({ code: 'edit-misplaced' }) : success(changed)]
  }
  const items = form === 'list' ? listedItems(reply) : namedItems(reply)
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

/** What stands in a fence, in quotes on lines of its own, or in tags that name a prompt, amid talk. */
function amidTalk(reply: string, current: string): string | undefined {
  const [tagged, otherTagged] = taggedItems(reply)
  if (tagged !== undefined && otherTagged === undefined && taggedItems(current).length === 0) return tagged
  const [found, another] = [...fencesIn(reply).filter(({ isClosed }) => isClosed), ...quotesIn(reply)]
  if (found === undefined || another !== undefined || current.includes('```')) return undefined
  const { start, end, holds, inside } = found
  const [before, after] = [reply.slice(0, start).trim(), reply.slice(end).trim()]
  const outside = `${before}\n${after}`
  if (outside.length >= Math.max(mostTalk, inside.length)) return undefined
  // A prompt introduces its example with a colon too, and says more around it than in it.
  const isAnnounced = announcesNew(before.split('\n').at(-1) ?? '')
  const isExample = before !== '' && (code.test(holds) || endsInColon(before) || countWords(inside) < fewestWords)
  return isAnnounced || !isExample || countWords(inside) > countWords(outside) ? inside : undefined
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

const code = /^(?:json|xml|ya?ml|csv|sql|html|py|python|js|javascript|ts|typescript)$/i
const fewestWords = 4

/** Without what announces the prompt, and without the paragraphs in which its writer comments on it or tries it out. */
function withoutTalk(reply: string, current: string): string {
  const lines = reply.split('\n')
  const announced = lines.findIndex(announcesNew)
  const isOwn = announced < 0 || announcesNew(current.split('\n')[0] ?? '') || current.includes(lines[announced] ?? '')
  const below = lines.slice(announced + 1).join('\n')
  const text = isOwn || below.trim() === '' ? reply : below
  const paragraphs = text.split(/\n{2,}/)
  const end = paragraphs.findIndex(
    (paragraph, at) =>
      at > 0 && comment.test(paragraph) && !endsInColon(paragraphs[at - 1] ?? '') && !current.includes(paragraph),
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

const aboutRequest =
  /\b(?:current|new|above|better|improved) (?:prompt|instruction)s?\b|\b(?:cases|inputs|examples|messages|instructions) above\b|\banswers? (?:wanted|given)\b|\bscores? higher\b|\blet me know\b|\bsent this instruction\b/i
