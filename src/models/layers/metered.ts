import type { AnswerStore } from '../answerStore.ts'
import type { Ask } from '../ask.ts'
import type { Tokens } from '../model.ts'
import type { Role } from '../roles.ts'
import type { Ledger } from './ledger.ts'

/**
 * Counts every request, answered or not. The most it may cost is reserved before it is sent, and recorded in the store
 * before it reaches the network, so a process killed in between has counted one call too many but never one too few. A
 * request that was sent but not fully answered counts as its bound until it is known to have cost less.
 */
export const metered =
  <Request, Reply extends { readonly tokens: Tokens }>(
    ask: Ask<Request, Reply>,
    meter: {
      readonly role: Role
      readonly ledger: Ledger
      readonly store: AnswerStore
      readonly bound: (request: Request) => Tokens
    },
  ): Ask<Request, Reply> =>
  async (request, signal) => {
    const bound = meter.bound(request)
    const reserved = await meter.ledger.reserve(meter.role, bound, signal)
    if (!reserved.ok) return reserved
    let spent: Tokens | undefined
    try {
      const number = meter.store.sent(meter.role, bound)
      const outcome = await ask(request, signal)
      spent = outcome.ok ? outcome.value.tokens : outcome.spent
      if (spent !== undefined) meter.store.settled(number, spent)
      return outcome
    } finally {
      reserved.value.settle(spent)
    }
  }
