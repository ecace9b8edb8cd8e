import type { Tokens } from './model.ts'
import type { Role } from './roles.ts'

/** What a cache stores of a reply: the texts of a chat, or the vectors of an embedding. */
export type AnswerValue = readonly (string | CutText)[] | readonly (readonly number[])[]

/** A text that was cut off when its tokens were used up. */
export interface CutText {
  readonly cut: string
}

/**
 * The store of paid answers; the journal room implements it on disk. When a method returns, its data is on disk: a
 * process killed at any moment has lost no answer that it had received, and has counted every request that it had sent.
 */
export interface AnswerStore {
  get(key: string): AnswerValue | undefined
  /**
   * Records that a request is about to be sent. Until it is settled, it counts as its bound, the most it can cost.
   * Returns its number.
   */
  sent(role: Role, bound: Tokens): number
  /** Records what a request has cost. */
  settled(request: number, tokens: Tokens): void
  /** Stores an answer that has arrived. Failures are never stored. */
  keep(key: string, value: AnswerValue): void
}
