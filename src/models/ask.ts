import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { ChatReply, ChatRequest, EmbedReply, Tokens } from './model.ts'

/** One way of asking a model. Every layer between a run and the network takes one of these and gives one back. */
export type Ask<Request, Reply> = (request: Request, signal: AbortSignal) => Promise<Attempt<Reply>>

/** An outcome that may also say when asking again makes sense; whoever does not care reads it as a plain outcome. */
export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly problem: Problem
      /** Milliseconds to wait before the next attempt; 0 asks again at once, Infinity never. Absent leaves it to the code. */
      readonly retryAfterMs?: number
      /** What the endpoint says it used, where it replied and there was no answer in it: that is paid for as well. */
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
