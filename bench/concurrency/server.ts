import type { Attempt } from '../../src/models/ask.ts'
import type { Left } from '../../src/models/lanes/allowance.ts'
import type { Clock } from '../../src/models/lanes/lanes.ts'
import { random } from '../../src/text/random.ts'

export interface ServerKind {
  /** Requests that it works on at once. */
  readonly slots: number
  /** What becomes of one that finds no slot free: it waits, or is refused. */
  readonly full: 'waits' | 'refuses'
  /** Milliseconds that one takes; where they vary, from a third of it to about four times of it, as answers do. */
  readonly answerMs: number
  readonly varies: boolean
  /** So many requests are let in per window, which gives all back at its end, or a bucket that fills up evenly. */
  readonly rate?: Rate
  /** The share of requests that it refuses as if they came too fast, whatever their pace; none where absent. */
  readonly chance?: number
  /** Whether replies say what is left, and refusals when to come again. */
  readonly headers: boolean
  readonly retryAfter: boolean
}

export interface Rate {
  readonly kind: 'window' | 'bucket'
  readonly requests: number
  readonly perMs: number
  /** Where set, what comes too fast waits at the door: no client can do better than one that knows when to come. */
  readonly waits?: boolean
}

export interface Server {
  ask(): Promise<Attempt<string>>
  readonly counts: { received: number; refused: number; busyMs: number; highest: number }
}

/** Milliseconds that a request is on its way in each direction. */
const wayMs = 2

/** A server in virtual time. */
export function server(kind: ServerKind, clock: Clock, seed: number): Server {
  const { slots, rate } = kind
  const draw = random(seed, 'answers')
  const waiting: (() => void)[] = []
  const counts = { received: 0, refused: 0, busyMs: 0, highest: 0 }
  let busy = 0
  let level = rate?.requests ?? 0
  let levelAt = 0
  let door = Promise.resolve()

  const fill = () => {
    if (rate === undefined) return
    const now = clock.now()
    if (rate.kind === 'bucket') level = Math.min(rate.requests, level + ((now - levelAt) * rate.requests) / rate.perMs)
    else if (Math.floor(now / rate.perMs) > Math.floor(levelAt / rate.perMs)) level = rate.requests
    levelAt = now
  }
  const resetMs = (): number => {
    if (rate === undefined) return 0
    return rate.kind === 'window'
      ? rate.perMs - (clock.now() % rate.perMs)
      : ((rate.requests - level) * rate.perMs) / rate.requests
  }
  const retryAfterMs = (): number => (rate?.kind === 'bucket' ? ((1 - level) * rate.perMs) / rate.requests : resetMs())
  const left = (): { readonly left: readonly Left[] } | undefined =>
    rate && kind.headers
      ? { left: [{ of: 'requests', remaining: Math.floor(level), limit: rate.requests, resetMs: resetMs() }] }
      : undefined

  const refusal = (ms: number | undefined): Attempt<string> => ({
    ok: false,
    problem: { code: 'rate-limited', endpoint: 'server', detail: 'too many' },
    ...(kind.retryAfter && ms !== undefined && { retryAfterMs: ms }),
    ...left(),
  })

  const pause = (ms: number) => new Promise<void>(resolve => void clock.after(ms, resolve))
  const takes = () => (kind.varies ? kind.answerMs * (0.35 - Math.log(1 - draw()) * 0.65) : kind.answerMs)

  const admitted = async (): Promise<Attempt<string>> => {
    counts.received += 1
    fill()
    if (rate?.waits) {
      door = door.then(untilLevel)
      await door
    }
    if (rate && !rate.waits && level < 1) return refusal(retryAfterMs())
    if (kind.chance !== undefined && draw() < kind.chance) return refusal(0)
    if (busy >= slots && kind.full === 'refuses') return refusal(undefined)
    if (rate && !rate.waits) level -= 1
    const told = left()
    if (busy >= slots) await new Promise<void>(resolve => void waiting.push(resolve))
    else busy += 1
    const ms = takes()
    counts.busyMs += ms
    await pause(ms)
    const next = waiting.shift()
    if (next) next()
    else busy -= 1
    return { ok: true, value: 'answer', ...told }
  }

  const untilLevel = async (): Promise<void> => {
    for (fill(); level < 1; fill()) await pause(Math.max(retryAfterMs(), 0.01))
    level -= 1
  }

  let underWay = 0
  return {
    counts,
    async ask() {
      underWay += 1
      counts.highest = Math.max(counts.highest, underWay)
      await pause(wayMs)
      const attempt = await admitted()
      if (!attempt.ok) counts.refused += 1
      await pause(wayMs)
      underWay -= 1
      return attempt
    },
  }
}
