/** How fast a server lets requests in: learned from its refusals alone, for servers that do not say what is left. */
export interface Pace {
  /** Milliseconds until the next request may be sent, 0 for at once. */
  waitMs(now: number): number
  sent(now: number): void
  /** One that was sent was not let in, for whatever reason. */
  turnedAway(): void
  /** A request that was sent at that time was refused for its rate, with the wait that was asked for. */
  refused(now: number, sentAt: number, retryAfterMs: number | undefined): void
  accepted(): void
}

/** The wait after a refusal that asks for none, longer each time that nothing was let in after it. */
const firstWaitMs = 500
const longestWaitMs = 20_000
const longer = 1.5
/** How many times as long as the refusal took the first request after it is waited for. */
const probes = 3
/** The pace that is kept, as a share of the one that was let in. */
const cautious = 0.97
/** A faster pace is tried after so many accepted requests, and so many more each time that it was refused. */
const firstTrust = 60
const mostTrust = 3200
const faster = 1.05

/**
 * After a refusal nothing is sent until the wait is over, and from then on as fast as requests were let in from the last
 * refusal to that time: for a window of fixed length that is its limit, and for a bucket that fills it comes to the rate at
 * which it does. Requests that were on their way when the first was refused belong to the same refusal.
 */
export function pace(): Pace {
  /** Requests a millisecond. */
  let rate = Number.POSITIVE_INFINITY
  let since: number | undefined
  let letIn = 0
  /** What was let in from the end of one refusal to the next. */
  let cycle: { readonly since: number; readonly letIn: number } | undefined
  let opensAt = Number.NEGATIVE_INFINITY
  let nextAt = Number.NEGATIVE_INFINITY
  let refusedAt = Number.NEGATIVE_INFINITY
  /** A first request shows whether the door is open, for as long as a refusal takes to come back. */
  let probeMs: number | undefined
  let wait = firstWaitMs
  let trusted = 0
  let trust = firstTrust

  return {
    waitMs: now => Math.max(0, opensAt - now, nextAt - now),
    sent(now) {
      since ??= now
      letIn += 1
      if (probeMs !== undefined) opensAt = now + probeMs
      probeMs = undefined
      // A short delay of ours is made up for, so that the pace is kept on the whole.
      if (rate < Number.POSITIVE_INFINITY) nextAt = Math.max(nextAt, now - 1 / rate) + 1 / rate
    },
    turnedAway() {
      letIn = Math.max(0, letIn - 1)
    },
    refused(now, sentAt, retryAfterMs) {
      if (sentAt < refusedAt) {
        opensAt = Math.max(opensAt, now + (retryAfterMs ?? 0))
        return
      }
      // A door that is still shut belongs to the refusal before.
      if (letIn > 0 || cycle === undefined) {
        if (trusted < trust && cycle !== undefined) trust = Math.min(mostTrust, 2 * trust)
        cycle = { since: since ?? now, letIn }
        wait = firstWaitMs
      } else wait = Math.min(longestWaitMs, wait * longer)
      opensAt = now + (retryAfterMs ?? wait)
      rate = (cautious * Math.max(cycle.letIn, 1)) / Math.max(opensAt - cycle.since, 1)
      refusedAt = now
      probeMs = probes * (now - sentAt)
      since = opensAt
      nextAt = opensAt
      letIn = 0
      trusted = 0
    },
    accepted() {
      trusted += 1
      if (trusted < trust || rate === Number.POSITIVE_INFINITY) return
      rate *= faster
      trusted = 0
    },
  }
}
