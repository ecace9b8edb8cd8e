import type { Tokens } from './model.ts'
import type { Role } from './roles.ts'

/** What a cache keeps of a reply: the texts of a chat, or the vectors of an embedding. */
export type AnswerValue = readonly (string | CutText)[] | readonly (readonly number[])[]

/** A text that was not finished when its tokens were used up. */
export interface CutText {
  readonly cut: string
}

/**
 * Where paid answers are kept; the journal room implements it on disk. What is written is on disk when they return, so that
 * a process killed at any moment has lost no answer it had received, and has counted every request it had sent.
 */
export interface AnswerStore {
  get(key: string): AnswerValue | undefined
  /** A request is about to be sent, which costs this at the most and counts as that until it is settled. Gives its number. */
  sent(role: Role, bound: Tokens): number
  /** What a request has cost is known. */
  settled(request: number, tokens: Tokens): void
  /** An answer has arrived. Failures are never kept. */
  keep(key: string, value: AnswerValue): void
}
