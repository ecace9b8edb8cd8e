import { type Outcome, success } from '../../problem/outcome.ts'
import { cancelled } from '../ask.ts'
import type { Tokens } from '../model.ts'
import { costOf, type Prices } from '../prices.ts'
import { type Role, roles, total } from '../roles.ts'
import type { Caps, RoleUsage, Usage } from '../usage.ts'
import { onAbort } from './onAbort.ts'

export interface LedgerOptions {
  readonly caps: Caps
  readonly prices: Prices
  /** What the run had spent before it was stopped and resumed. */
  readonly usage: Usage
  /** When the time that `caps.minutes` counts began, in milliseconds of `now`. */
  readonly startedAt: number
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number
}

export interface Ledger {
  /**
   * Reserves one call and the most it can cost, or fails with `budget`. A request that fits only if running requests
   * turn out cheaper than reserved waits for them. After the deadline nothing new is started; running requests may
   * finish, because their answers are paid for.
   */
  reserve(role: Role, bound: Tokens, signal: AbortSignal): Promise<Outcome<Reservation>>
  /** An answer came from the cache. */
  cached(role: Role): void
  /**
   * Keeps calls, tokens, USD and milliseconds for the verdict, which no reservation may use until `release`. Replaces
   * what was withheld before.
   */
  withhold(calls: number, tokens?: number, usd?: number, ms?: number): void
  release(): void
  /**
   * Settled tokens, what broken requests may have cost, and all calls including running ones: a call is a request that
   * was sent.
   */
  usage(): Usage
  /** Milliseconds until `caps.minutes` have passed, minus those withheld; Infinity without that cap. */
  remainingMs(): number
}

export interface Reservation {
  /**
   * Called exactly once: with the cost of the request, or without it if that cannot be known; then it counts as its
   * bound.
   */
  settle(spent?: Tokens): void
}

interface Spend {
  readonly calls: number
  readonly tokens: number
  readonly usd: number
}

const nothing: Spend = { calls: 0, tokens: 0, usd: 0 }

const nothingSpent: Tokens = { inputTokens: 0, outputTokens: 0 }

/** All tokens, including the most that broken requests can have cost. */
const tokensOf = ({ inputTokens, outputTokens, broken = nothingSpent }: RoleUsage): number =>
  inputTokens + outputTokens + broken.inputTokens + broken.outputTokens

/**
 * Records what a run spends, and enforces its caps: a request is sent only if it fits even when all running ones cost
 * their maximum. Only an endpoint that writes more than `maxTokens` can exceed a cap; what it really spent is counted
 * all the same.
 */
export function ledger({ caps, prices, usage: before, startedAt, now = Date.now }: LedgerOptions): Ledger {
  const counts: Record<Role, RoleUsage> = {
    task: before.task,
    optimizer: before.optimizer,
    judge: before.judge,
    embedding: before.embedding,
  }
  const underWay = new Set<Spend>()
  const waiting = new Set<() => void>()
  let withheld = nothing
  let withheldMs = 0

  const remainingMs = () =>
    caps.minutes === undefined ? Number.POSITIVE_INFINITY : startedAt + caps.minutes * 60_000 - withheldMs - now()

  /** A role without a price is free if USD are not capped, and unaffordable if they are. */
  const spendOf = (role: Role, tokens: Tokens): Spend => {
    const price = prices[role]
    const unpriced = caps.usd === undefined ? 0 : Number.POSITIVE_INFINITY
    return {
      calls: 1,
      tokens: tokens.inputTokens + tokens.outputTokens,
      usd: price === undefined ? unpriced : costOf(tokens, price),
    }
  }

  const settled = (): Spend => ({
    calls: total(counts, 'calls') - underWay.size,
    tokens: sum(roles.map(role => tokensOf(counts[role]))),
    usd: sum(roles.map(role => spentBy(role) ?? 0)),
  })

  const spentBy = (role: Role): number | undefined => {
    const price = prices[role]
    if (price !== undefined) return costOf(counts[role], price) + costOf(counts[role].broken ?? nothingSpent, price)
    return counts[role].calls === 0 ? 0 : undefined
  }

  /** The cap that these amounts would exceed, on top of everything that is certain to be spent. */
  const passes = (...spends: readonly Spend[]): 'calls' | 'tokens' | 'usd' | undefined =>
    (['calls', 'tokens', 'usd'] as const).find(cap => sum(spends.map(spend => spend[cap])) > (caps[cap] ?? Infinity))

  const change = (role: Role, more: Partial<RoleUsage>) => {
    const { calls, cached, inputTokens, outputTokens } = counts[role]
    counts[role] = {
      ...counts[role],
      calls: calls + (more.calls ?? 0),
      cached: cached + (more.cached ?? 0),
      inputTokens: inputTokens + (more.inputTokens ?? 0),
      outputTokens: outputTokens + (more.outputTokens ?? 0),
    }
  }

  const open = (role: Role, spend: Spend, bound: Tokens): Reservation => {
    underWay.add(spend)
    change(role, { calls: 1 })
    return {
      settle(spent) {
        underWay.delete(spend)
        if (spent === undefined)
          counts[role] = { ...counts[role], broken: plus(counts[role].broken ?? nothingSpent, bound) }
        else change(role, { inputTokens: spent.inputTokens, outputTokens: spent.outputTokens })
        wake()
      },
    }
  }

  const wake = () => {
    const woken = [...waiting]
    waiting.clear()
    for (const proceed of woken) proceed()
  }

  const nextChange = (signal: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      const proceed = () => {
        waiting.delete(proceed)
        stopListening()
        resolve()
      }
      const stopListening = onAbort(signal, proceed)
      waiting.add(proceed)
    })

  return {
    async reserve(role, bound, signal) {
      const spend = spendOf(role, bound)
      for (;;) {
        if (signal.aborted) return cancelled
        if (remainingMs() <= 0) return { ok: false, problem: { code: 'budget', cap: 'minutes' } }
        if (passes(settled(), withheld, spend, ...underWay) === undefined) return success(open(role, spend, bound))
        const calls = { ...nothing, calls: underWay.size }
        const cap = passes(settled(), withheld, spend, calls)
        if (cap !== undefined) return { ok: false, problem: { code: 'budget', cap } }
        await nextChange(signal)
      }
    },
    cached: role => change(role, { cached: 1 }),
    withhold(calls, tokens = 0, usd = 0, ms = 0) {
      withheld = { calls, tokens, usd }
      withheldMs = ms
      wake()
    },
    release() {
      withheld = nothing
      withheldMs = 0
      wake()
    },
    usage() {
      const spent = roles.map(spentBy)
      return { ...counts, usd: spent.includes(undefined) ? null : sum(spent.map(usd => usd ?? 0)) }
    },
    remainingMs,
  }
}

const plus = (one: Tokens, other: Tokens): Tokens => ({
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
