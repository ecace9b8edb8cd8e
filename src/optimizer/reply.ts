import type { Outcome } from '../text/outcome.ts'
import { failure, success } from '../text/outcome.ts'

/**
 * The prompt in an optimizer model's reply: what stands between the first `<START>` and the next `<END>`, without white
 * space around it or a code fence that wraps the whole of it. A reply without both tags is an apology, a comment or cut
 * off, and is no candidate.
 */
export function readReply(raw: string): Outcome<string> {
  const start = raw.indexOf('<START>')
  const end = raw.indexOf('<END>', start + 1)
  if (start < 0 || end < 0) return failure({ code: 'reply-untagged' })
  const text = unfenced(raw.slice(start + '<START>'.length, end).trim())
  return text === '' ? failure({ code: 'candidate-empty' }) : success(text)
}

/**
 * The reading of the published code, kept for `--paper`: a missing tag means from the start or to the end, `**` is
 * deleted, the first character is made upper case.
 */
export function readPublished(raw: string): Outcome<string> {
  const start = raw.indexOf('<START>')
  const from = start < 0 ? 0 : start + '<START>'.length
  const end = raw.indexOf('<END>', from)
  const text = raw
    .slice(from, end < 0 ? undefined : end)
    .trim()
    .replaceAll('**', '')
  if (text === '') return failure({ code: 'candidate-empty' })
  return success(text.length > 1 ? text.charAt(0).toUpperCase() + text.slice(1) : text)
}

const unfenced = (text: string): string => {
  const fence = /^(`{3,})[^\n`]*\n([\s\S]*?)\n?\1$/.exec(text)
  return fence?.[2] !== undefined ? fence[2].trim() : text
}
