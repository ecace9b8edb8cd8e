import type { Tokens } from './model.ts'
import type { Role } from './roles.ts'

/** What one role has spent. A call is a request that was sent, answered or not. */
export interface RoleUsage {
  readonly calls: number
  /** Answers from the cache, which cost nothing. */
  readonly cached: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** The most that requests with an unknown outcome can have cost: broken off, or running when a process was killed. */
  readonly broken?: Tokens
}

export type Usage = Readonly<Record<Role, RoleUsage>> & {
  /** Null if prices are missing: an unknown cost is never shown as a number. */
  readonly usd: number | null
}

const none: RoleUsage = { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0 }

export const noUsage: Usage = { task: none, optimizer: none, judge: none, embedding: none, usd: 0 }

/** Hard limits that are never exceeded; an absent one is unlimited. Cached answers do not count. */
export interface Caps {
  /** Requests to all models together. */
  readonly calls?: number
  /** Input and output tokens of all models together. */
  readonly tokens?: number
  readonly usd?: number
  readonly minutes?: number
}
