import type { AskChat, Attempt, ChatPart } from '../ask.ts'
import type { ChatReply } from '../model.ts'

export interface OneAtATime {
  /**
   * Whether to request each answer separately from the start: the endpoint is known for it, and no reply to this
   * request is stored.
   */
  applies(request: ChatPart): boolean
  /** The endpoint gave one answer although more were requested. */
  learned(): void
}

/**
 * Completes a reply to the `n` answers that were requested. An endpoint that gives fewer is remembered, and from then
 * on each answer is requested separately, all at once. Each such part has its own seed and its own entry in the cache.
 * If some parts fail, the other answers are returned, because they are paid for.
 */
export function several(ask: AskChat, memory: OneAtATime): AskChat {
  return async (request, signal) => {
    if (request.n <= 1) return ask(request, signal)
    if (memory.applies(request)) return joined(await Promise.all(parts(request, 0).map(part => ask(part, signal))))
    const first = await ask(request, signal)
    if (!first.ok || first.value.texts.length >= request.n) return first
    if (first.value.texts.length === 1) memory.learned()
    const rest = parts(request, first.value.texts.length).map(part => ask(part, signal))
    return joined([first, ...(await Promise.all(rest))])
  }
}

const parts = (request: ChatPart, from: number): readonly ChatPart[] =>
  Array.from({ length: request.n - from }, (_, i) => {
    const part = from + i
    return { ...request, n: 1, part, ...(request.seed === undefined ? {} : { seed: seedOf(request.seed, part) }) }
  })

/** Spreads the parts' seeds over 31 bits, so that neighbouring seeds do not share parts. Part 0 keeps its seed. */
const seedOf = (seed: number, part: number): number =>
  part === 0 ? seed : (Math.imul(seed ^ Math.imul(part, 0x9e3779b1), 0x85ebca6b) >>> 1) ^ part

function joined(replies: readonly Attempt<ChatReply>[]): Attempt<ChatReply> {
  const given = replies.flatMap(reply => (reply.ok ? [reply.value] : []))
  const failed = replies.find(reply => !reply.ok)
  if (given.length === 0 && failed !== undefined) return failed
  const answers = given.flatMap(({ texts, cut = [] }) => texts.map((text, i) => ({ text, isCut: cut.includes(i) })))
  const cut = answers.flatMap(({ isCut }, index) => (isCut ? [index] : []))
  return {
    ok: true,
    value: {
      texts: answers.map(({ text }) => text),
      ...(cut.length > 0 && { cut }),
      tokens: {
        inputTokens: given.reduce((sum, { tokens }) => sum + tokens.inputTokens, 0),
        outputTokens: given.reduce((sum, { tokens }) => sum + tokens.outputTokens, 0),
      },
    },
  }
}
