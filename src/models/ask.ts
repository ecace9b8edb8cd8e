import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { Left } from './lanes/allowance.ts'
import type { ChatReply, ChatRequest, EmbedReply, Tokens } from './model.ts'

/** One way of asking a model. Every layer between a run and the network takes one of these and gives one back. */
export type Ask<Request, Reply> = (request: Request, signal: AbortSignal) => Promise<Attempt<Reply>>

/**
 * An outcome that may also say when asking again makes sense, and what is left of the server's limits; whoever does not care
 * reads it as a plain outcome.
 */
export type Attempt<T> =
  | { readonly ok: true; readonly value: T; readonly left?: readonly Left[] }
  | {
      readonly ok: false
      readonly left?: readonly Left[]
      readonly problem: Problem
      /** Milliseconds to wait before the next attempt; 0 asks again at once, Infinity never. Absent leaves it to the code. */
      readonly retryAfterMs?: number
      /** What it has cost, where that is known: nothing where it was refused, or what a reply without an answer says it used. */
      readonly spent?: Tokens
    }

/** A chat request, or one part of a request for several answers that is asked for alone. */
export interface ChatPart extends ChatRequest {
  /** Which of the answers this is, counted from 0; it keeps equal requests for different answers apart. */
  readonly part?: number
}

export type AskChat = Ask<ChatPart, ChatReply>
export type AskEmbedding = Ask<readonly string[], EmbedReply>

export const cancelled: Outcome<never> = { ok: false, problem: { code: 'cancelled' } }
