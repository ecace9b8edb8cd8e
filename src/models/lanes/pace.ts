/**
 * The rate at which a server accepts requests, learned only from its refusals, for servers that do not announce what is
 * left.
 */
export interface Pace {
  /** Milliseconds until the next request may be sent; 0 means at once. */
  waitMs(now: number): number
  sent(now: number): void
  /** A request that was sent was not accepted, for any reason. */
  turnedAway(): void
  /** A request sent at that time was refused because of the rate, with the wait that the server asked for. */
  refused(now: number, sentAt: number, retryAfterMs: number | undefined): void
  accepted(): void
}

/** The wait after a refusal that does not specify one; it grows each time nothing was accepted afterwards. */
const firstWaitMs = 2000
const longestWaitMs = 20_000
const longer = 1.5
/** How long to wait for the first request after a refusal, as a multiple of the time that the refusal took. */
const probes = 3
/** The rate to keep, as a share of the rate that was accepted. */
const cautious = 0.98
/** After this many accepted requests a faster rate is tried; the number grows each time that is refused. */
const firstTrust = 50
const mostTrust = 3200
const faster = 1.05
/**
 * So many times in a row a refusal must come after fewer accepted requests than this. Under a limit of the rate that ends
 * as soon as its rate is kept, after five times at the most with simulated limits; a server that goes on refusing does so
 * by chance, or because others use the limit up, and going slower is no help.
 */
const [quickCycles, quickLetIn] = [8, 20]

/**
 * After a refusal nothing is sent until the wait is over. From then on requests are sent at the rate at which they were
 * accepted between the last refusal and this one. If the server uses a window of fixed length, that is its limit; if it
 * uses a token bucket, it converges to the rate at which the bucket fills. Requests that were running when the first
 * was refused belong to the same refusal.
 */
export function pace(): Pace {
  /** Requests per millisecond. */
  let rate = Number.POSITIVE_INFINITY
  let since: number | undefined
  let letIn = 0
  /** The requests accepted between one refusal and the next. */
  let cycle: { readonly since: number; readonly letIn: number } | undefined
  let opensAt = Number.NEGATIVE_INFINITY
  let nextAt = Number.NEGATIVE_INFINITY
  let refusedAt = Number.NEGATIVE_INFINITY
  /**
   * After a refusal, one request tests whether the server accepts again; its result is awaited for as long as a refusal
   * takes.
   */
  let probeMs: number | undefined
  let wait = firstWaitMs
  /** How many refusals in a row came soon after the one before. */
  let quick = 0
  let trusted = 0
  let trust = firstTrust

  const isByChance = (): boolean => quick >= quickCycles

  return {
    waitMs: now => Math.max(0, opensAt - now, nextAt - now),
    sent(now) {
      since ??= now
      letIn += 1
      if (probeMs !== undefined) opensAt = now + probeMs
      probeMs = undefined
      // Short delays on our side are made up for, so that the average rate is kept.
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
      // If nothing was accepted since, this belongs to the refusal before.
      if (letIn > 0 || cycle === undefined) {
        if (trusted < trust && cycle !== undefined) trust = Math.min(mostTrust, 2 * trust)
        cycle = { since: since ?? now, letIn }
        wait = firstWaitMs
        quick = letIn < quickLetIn ? quick + 1 : 0
      } else wait = isByChance() ? firstWaitMs : Math.min(longestWaitMs, wait * longer)
      opensAt = now + (retryAfterMs ?? wait)
      // Somewhere within a wait that nobody asked for the server began to accept again.
      const reopened = now + (retryAfterMs ?? wait / 2)
      rate = isByChance()
        ? rate * (letIn > 0 ? 2 : 1)
        : (cautious * Math.max(cycle.letIn, 1)) / Math.max(reopened - cycle.since, 1)
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
