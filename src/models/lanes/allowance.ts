/** What remains of a limit, according to the server's headers. */
export interface Left {
  readonly of: 'requests' | 'tokens'
  readonly remaining: number
  readonly limit?: number
  /** Milliseconds until the limit is fully restored. */
  readonly resetMs: number
}

/** Names of the headers in use, by what they limit; the first ones present count. */
const families: readonly (readonly [of: Left['of'], remaining: string, limit: string, reset: string])[] = [
  ['requests', 'x-ratelimit-remaining-requests', 'x-ratelimit-limit-requests', 'x-ratelimit-reset-requests'],
  ['tokens', 'x-ratelimit-remaining-tokens', 'x-ratelimit-limit-tokens', 'x-ratelimit-reset-tokens'],
  [
    'requests',
    'anthropic-ratelimit-requests-remaining',
    'anthropic-ratelimit-requests-limit',
    'anthropic-ratelimit-requests-reset',
  ],
  [
    'tokens',
    'anthropic-ratelimit-tokens-remaining',
    'anthropic-ratelimit-tokens-limit',
    'anthropic-ratelimit-tokens-reset',
  ],
  ['requests', 'x-ratelimit-remaining', 'x-ratelimit-limit', 'x-ratelimit-reset'],
  ['requests', 'ratelimit-remaining', 'ratelimit-limit', 'ratelimit-reset'],
]

/** What remains of the limits according to a reply's headers. `now` is in milliseconds since 1970. */
export function readLeft(headers: Headers, now: number): readonly Left[] {
  const found = new Map<Left['of'], Left>()
  for (const [of, remainingName, limitName, resetName] of families) {
    const remaining = count(headers.get(remainingName))
    const resetMs = readReset(headers.get(resetName), now)
    if (remaining === undefined || resetMs === undefined || found.has(of)) continue
    const limit = count(headers.get(limitName))
    found.set(of, { of, remaining, resetMs, ...(limit !== undefined && { limit }) })
  }
  return [...found.values()]
}

const count = (text: string | null): number | undefined =>
  text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A larger number is a point in time and not a duration. */
const longestSeconds = 1e8

/**
 * Milliseconds from now. The header may be a duration such as `6m0s` or `250ms`, seconds, a date, or a point in time in
 * seconds or milliseconds.
 */
export function readReset(text: string | null, now: number): number | undefined {
  const given = text?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(given)) {
    const number = Number(given)
    if (number < longestSeconds) return number * 1000
    return Math.max(0, (number < longestSeconds * 1000 ? number * 1000 : number) - now)
  }
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(given))
    return [...given.matchAll(/([\d.]+)(ms|s|m|h|d)/g)].reduce(
      (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
      0,
    )
  const date = Date.parse(given)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Keeps to one limit, based on the server's latest report. */
export interface Allowance {
  /** Milliseconds until a request of this cost fits. */
  waitMs(now: number, cost: number): number
  /** Returns the request's number, which later puts its reply into order. */
  sent(cost: number): number
  told(now: number, request: number, left: Left): void
  /** The request has ended, and `told` has been called if its reply said anything. */
  ended(request: number): void
}

/**
 * Subtracts what was sent since from what was left. Servers restore limits in two ways: some restore the whole limit at
 * the end of a window, others refill it evenly. A time to the reset that grows while more is used shows the second way.
 */
export function allowance(): Allowance {
  let told: (Left & { readonly at: number; readonly request: number }) | undefined
  let isFilling = false
  const costs = new Map<number, number>()
  let last = 0

  const usedSince = (): number =>
    [...costs].reduce((sum, [request, cost]) => sum + (request > (told?.request ?? 0) ? cost : 0), 0)

  return {
    waitMs(now, cost) {
      if (told === undefined) return 0
      // The limit is restored: from here on, what was sent since counts against it until a reply says more.
      if (now >= told.at + told.resetMs)
        told = { ...told, remaining: told.limit ?? Number.POSITIVE_INFINITY, at: told.at + told.resetMs, request: last }
      const { at, remaining, limit, resetMs } = told
      const lacking = Math.min(cost, limit ?? cost) + usedSince() - remaining
      if (lacking <= 0) return 0
      const whole = at + resetMs - now
      if (!isFilling || limit === undefined || limit <= remaining) return whole
      return Math.min(whole, Math.max(0, at + (lacking * resetMs) / (limit - remaining) - now))
    },
    sent(cost) {
      last += 1
      costs.set(last, cost)
      return last
    },
    told(now, request, left) {
      if (told !== undefined && request < told.request) return
      if (told !== undefined && left.remaining < told.remaining) isFilling = left.resetMs > told.resetMs
      told = { ...left, at: now, request }
    },
    ended: request => void costs.delete(request),
  }
}
