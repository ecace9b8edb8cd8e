import { type Ask, type Attempt, cancelled } from '../ask.ts'
import { onAbort } from '../layers/onAbort.ts'
import { type Allowance, allowance, type Left } from './allowance.ts'
import { climb } from './climb.ts'
import { pace } from './pace.ts'

/** Runs a piece of work as soon as there is room; whoever is aborted while waiting leaves the queue at once. */
export type Lane = <T>(work: () => Promise<Attempt<T>>, signal: AbortSignal, tokens?: number) => Promise<Attempt<T>>

/** The ways to the servers that a run asks, which share the places that the user allows. */
export interface Lanes {
  /** The lane of an address; whoever asks for the same address shares it. */
  to(address: string, options?: LaneOptions): Lane
}

export interface LaneOptions {
  /** Requests at once to begin with. */
  readonly first?: number
  /** Requests at once at the most, where the address takes fewer than the user allows. */
  readonly most?: number
  /** Milliseconds that a request to this address may take. */
  readonly patienceMs?: number
}

export interface Clock {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
  /** Calls back after so many milliseconds, unless the returned function is called before. */
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

/** Refusals in a row, at numbers of requests that were let in before, that show a limit of the rate. */
const strikes = 2

/** A refusal is no part of a row any more after so many that were let in. */
const forgetting = 100

/** What servers answer that have too much to do. */
const isBusy: ReadonlySet<number> = new Set([503, 529])

type Failed = Extract<Attempt<never>, { readonly ok: false }>

/** A request on its way: when it left, how many there were with it, and its numbers among those that count against a limit. */
interface Sent extends Readonly<Record<Left['of'], number>> {
  readonly at: number
  readonly underWay: number
}

/**
 * At most `most` pieces of work at once over all lanes, first come, first served in each. How many of them a lane takes, and how
 * fast, it finds by what becomes of them: see `climb` for a server that has so many places, `pace` for one that refuses what
 * comes too fast, and `allowance` for one that says beforehand what it will take.
 */
export function lanes(most: number, clock: Clock = systemClock): Lanes {
  const known = new Map<string, { readonly lane: Lane; readonly pump: () => void }>()
  let free = most

  const pumpAll = () => {
    for (const { pump } of known.values()) pump()
  }

  const open = ({ first = defaultFirst, patienceMs = defaultPatienceMs, ...here }: LaneOptions) => {
    const height = climb({ first, most: Math.min(most, here.most ?? most), patienceMs })
    const speed = pace()
    const left: Record<Left['of'], Allowance> = { requests: allowance(), tokens: allowance() }
    const queue = new Set<{ readonly tokens: number; readonly admit: (sent: Sent) => void }>()
    let underWay = 0
    /** The most that were let in at once. */
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
        const wait = Math.max(speed.waitMs(now), left.requests.waitMs(now, 1), left.tokens.waitMs(now, waiting.tokens))
        if (wait > 0) {
          stopTimer = clock.after(Math.ceil(wait), pump)
          return
        }
        queue.delete(waiting)
        waiting.admit(send(now, waiting.tokens))
      }
    }

    /** Takes a place and counts the request, before anybody else can come. */
    const send = (now: number, tokens: number): Sent => {
      free -= 1
      underWay += 1
      height.sent(now)
      speed.sent(now)
      return { at: now, underWay, requests: left.requests.sent(1), tokens: left.tokens.sent(tokens) }
    }

    const enter = (tokens: number, signal: AbortSignal): Promise<Sent | undefined> =>
      new Promise(resolve => {
        if (signal.aborted) return resolve(undefined)
        const waiting = {
          tokens,
          admit: (sent: Sent) => {
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
     * A server refuses requests when too many are under way, and when they come too fast. The first shows in their number,
     * which is higher than any that was let in; what is refused at a lower one again and again is refused for its rate.
     */
    const turnedAway = ({ problem, retryAfterMs }: Failed, now: number, sentAt: number): void => {
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
      try {
        const attempt = await work()
        for (const one of attempt.left ?? []) left[one.of].told(clock.now(), sent[one.of], one)
        learn(attempt, sent)
        return attempt
      } finally {
        free += 1
        underWay -= 1
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

/** Asks through a lane; `tokens` is what a request is likely to count against a limit of tokens. */
export const queued =
  <Request, Reply>(ask: Ask<Request, Reply>, lane: Lane, tokens: (request: Request) => number): Ask<Request, Reply> =>
  (request, signal) =>
    lane(() => ask(request, signal), signal, tokens(request))
