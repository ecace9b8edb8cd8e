import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { Left } from './lanes/allowance.ts'
import type { ChatReply, ChatRequest, EmbedReply, Tokens } from './model.ts'

/** One way of asking a model. Every layer between a run and the network takes one of these and returns one. */
export type Ask<Request, Reply> = (request: Request, signal: AbortSignal) => Promise<Attempt<Reply>>

/**
 * An outcome that may also say when a retry makes sense, and what is left of the server's limits. Code that does not
 * need this reads it as a plain outcome.
 */
export type Attempt<T> =
  | { readonly ok: true; readonly value: T; readonly left?: readonly Left[] }
  | {
      readonly ok: false
      readonly left?: readonly Left[]
      readonly problem: Problem
      /**
       * Milliseconds to wait before the next attempt; 0 retries at once, Infinity never. If absent, the problem's code
       * decides.
       */
      readonly retryAfterMs?: number
      /** What the attempt has cost, if known: nothing if it was refused, or the usage in a reply without an answer. */
      readonly spent?: Tokens
    }

/** A chat request, or one part of a request for several answers that is sent separately. */
export interface ChatPart extends ChatRequest {
  /** Which of the answers this is, counted from 0; distinguishes equal requests for different answers. */
  readonly part?: number
}

export type AskChat = Ask<ChatPart, ChatReply>
export type AskEmbedding = Ask<readonly string[], EmbedReply>

export const cancelled: Outcome<never> = { ok: false, problem: { code: 'cancelled' } }
