import { longestPauseSeconds } from '../../problem/endsRun.ts'
import { type Ask, type Attempt, cancelled } from '../ask.ts'
import { onAbort } from '../layers/onAbort.ts'
import { type Allowance, allowance, type Left } from './allowance.ts'
import { climb } from './climb.ts'
import { pace } from './pace.ts'

/** Runs a piece of work as soon as there is room; a caller that is aborted while waiting leaves the queue at once. */
export type Lane = <T>(work: () => Promise<Attempt<T>>, signal: AbortSignal, tokens?: number) => Promise<Attempt<T>>

/** The lanes to the servers of a run, which share the number of concurrent requests that the user allows. */
export interface Lanes {
  /** The lane of an address; all users of an address share it. */
  to(address: string, options?: LaneOptions): Lane
}

export interface LaneOptions {
  /** Number of concurrent requests at the start. */
  readonly first?: number
  /** Maximum number of concurrent requests, if the address accepts fewer than the user allows. */
  readonly most?: number
  /** Milliseconds that a request to this address may take. */
  readonly patienceMs?: number
}

export interface Clock {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
  /** Calls back after this many milliseconds, unless the returned function is called before. */
  readonly after: (ms: number, act: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

const defaultFirst = 8
const defaultPatienceMs = 180_000

/**
 * The number of refusals in a row, at counts of running requests that were accepted before, that indicates a rate
 * limit.
 */
const strikes = 2

/** After this many accepted requests a refusal no longer counts as part of a row. */
const forgetting = 100

/** How many times longer than a refusal took a request must be running to count as accepted. */
const longer = 4

/** The status codes of an overloaded server. */
const isBusy: ReadonlySet<number> = new Set([503, 529])

type Failed = Extract<Attempt<never>, { readonly ok: false }>

/**
 * Milliseconds. A server that asks for a longer pause ends the run, and the next request must not wait to learn that.
 */
const longestPauseMs = 1000 * longestPauseSeconds

/** The longest of the waits that are worth it; one beyond the longest pause counts as none. */
const worthWaiting = (...waits: readonly number[]): number =>
  Math.max(...waits.map(ms => (ms > longestPauseMs ? 0 : ms)))

/**
 * A running request: when it was sent, how many were running with it, and its numbers among the requests that count
 * against a limit.
 */
interface Sent extends Readonly<Record<Left['of'], number>> {
  readonly at: number
  readonly underWay: number
}

/** What a caller gets instead of a slot if the run would end before one is free. */
const tooLate = 'too late'

/**
 * Runs at most `most` pieces of work at once over all lanes, in order of arrival within each lane. Each lane learns
 * from the results how many requests its server accepts and how fast: see `climb` for a server with a number of slots,
 * `pace` for one that refuses requests that come too fast, and `allowance` for one that announces what it will accept.
 * If a request would have to wait longer than `remainingMs`, the milliseconds left for the run, its caller gets `budget`
 * at once.
 */
export function lanes(most: number, clock: Clock = systemClock, remainingMs = () => Number.POSITIVE_INFINITY): Lanes {
  const known = new Map<string, { readonly lane: Lane; readonly pump: () => void }>()
  let free = most

  const pumpAll = () => {
    for (const { pump } of known.values()) pump()
  }

  const open = ({ first = defaultFirst, patienceMs = defaultPatienceMs, ...here }: LaneOptions) => {
    const height = climb({ first, most: Math.min(most, here.most ?? most), patienceMs })
    const speed = pace()
    const left: Record<Left['of'], Allowance> = { requests: allowance(), tokens: allowance() }
    const queue = new Set<{ readonly tokens: number; readonly admit: (sent: Sent | typeof tooLate) => void }>()
    const running = new Set<Sent>()
    let underWay = 0
    /** The most requests that were accepted at once. */
    let proven = 0
    let letIn = 0
    let struck = 0
    let heightBefore: number | undefined
    let isPaced = false
    let stopTimer: (() => void) | undefined

    const pump = () => {
      stopTimer?.()
      stopTimer = undefined
      for (const waiting of queue) {
        if (free <= 0 || underWay >= height.limit()) return
        const now = clock.now()
        const wait = worthWaiting(
          speed.waitMs(now),
          left.requests.waitMs(now, 1),
          left.tokens.waitMs(now, waiting.tokens),
        )
        if (wait > 0 && wait >= remainingMs()) {
          const all = [...queue]
          queue.clear()
          for (const { admit } of all) admit(tooLate)
          return
        }
        if (wait > 0) {
          stopTimer = clock.after(Math.ceil(wait), pump)
          return
        }
        queue.delete(waiting)
        waiting.admit(send(now, waiting.tokens))
      }
    }

    /** Takes a slot and counts the request before anyone else can. */
    const send = (now: number, tokens: number): Sent => {
      free -= 1
      underWay += 1
      height.sent(now)
      speed.sent(now)
      const sent = { at: now, underWay, requests: left.requests.sent(1), tokens: left.tokens.sent(tokens) }
      running.add(sent)
      return sent
    }

    const enter = (tokens: number, signal: AbortSignal): Promise<Sent | typeof tooLate | undefined> =>
      new Promise(resolve => {
        if (signal.aborted) return resolve(undefined)
        const waiting = {
          tokens,
          admit: (sent: Sent | typeof tooLate) => {
            stopListening()
            resolve(sent)
          },
        }
        const stopListening = onAbort(signal, () => {
          queue.delete(waiting)
          if (queue.size === 0) stopTimer?.()
          resolve(undefined)
        })
        queue.add(waiting)
        pump()
      })

    const learn = (attempt: Attempt<unknown>, sent: Sent): void => {
      const now = clock.now()
      if (attempt.ok) {
        proven = Math.max(proven, sent.underWay)
        letIn += 1
        if (letIn % forgetting === 0) {
          struck = 0
          heightBefore = undefined
        }
        speed.accepted()
        height.answered(now, now - sent.at, queue.size > 0)
        return
      }
      const { problem } = attempt
      if (problem.code === 'timed-out') height.overburdened(now, sent.at)
      else if (problem.code === 'rate-limited' || (problem.code === 'server-error' && isBusy.has(problem.status)))
        turnedAway(attempt, now, sent.at)
    }

    /**
     * A server refuses requests if too many are running, or if they come too fast. In the first case more are running
     * than were ever accepted; repeated refusals at a lower number are due to the rate.
     */
    const turnedAway = ({ problem, retryAfterMs }: Failed, now: number, sentAt: number): void => {
      // A server refuses at once, so what has been running for much longer was let in.
      for (const { at, underWay } of running)
        if (now - at > longer * (now - sentAt)) proven = Math.max(proven, underWay)
      const isMore = underWay > proven && underWay > 1
      if (problem.code === 'server-error' && !isMore) return
      speed.turnedAway()
      struck = isMore ? struck : struck + 1
      heightBefore ??= height.limit()
      if (isPaced || struck >= strikes || underWay === 1) {
        isPaced = true
        struck = 0
        speed.refused(now, sentAt, retryAfterMs)
        height.backTo(heightBefore)
        heightBefore = undefined
      } else height.turnedAway(underWay - 1)
    }

    const lane: Lane = async (work, signal, tokens = 0) => {
      const sent = await enter(tokens, signal)
      if (sent === undefined) return cancelled
      if (sent === tooLate) return { ok: false, problem: { code: 'budget', cap: 'minutes' } }
      try {
        const attempt = await work()
        for (const one of attempt.left ?? []) left[one.of].told(clock.now(), sent[one.of], one)
        learn(attempt, sent)
        return attempt
      } finally {
        free += 1
        underWay -= 1
        running.delete(sent)
        left.requests.ended(sent.requests)
        left.tokens.ended(sent.tokens)
        pumpAll()
      }
    }
    return { lane, pump }
  }

  return {
    to(address, options = {}) {
      const found = known.get(address) ?? open(options)
      known.set(address, found)
      return found.lane
    },
  }
}

/** Sends requests through a lane; `tokens` is what a request is likely to count against a token limit. */
export const queued =
  <Request, Reply>(ask: Ask<Request, Reply>, lane: Lane, tokens: (request: Request) => number): Ask<Request, Reply> =>
  (request, signal) =>
    lane(() => ask(request, signal), signal, tokens(request))
