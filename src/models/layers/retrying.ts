import { setTimeout as delay } from 'node:timers/promises'
import { longestPauseSeconds } from '../../problem/endsRun.ts'
import type { ProblemCode } from '../../problem/problem.ts'
import { type Ask, type Attempt, cancelled } from '../ask.ts'

export interface RetryOptions {
  /** Requests at the most, the first among them. */
  readonly attempts?: number
  /** Milliseconds; the bound of the first wait, doubled for each further one. */
  readonly baseDelayMs?: number
  /** Waits, or returns early when aborted. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 to 1, 1 excluded. */
  readonly random?: () => number
  /** Milliseconds that the run may still take: a wait that would outlast it is not begun. */
  readonly remainingMs?: () => number
}

/** No wait of our own choosing is longer than this. */
const longestDelayMs = 20_000

/** How many further attempts a failure is worth when the endpoint says nothing itself. */
const furtherAttempts: Partial<Record<ProblemCode, number>> = {
  'rate-limited': Number.POSITIVE_INFINITY,
  'server-error': Number.POSITIVE_INFINITY,
  unreachable: Number.POSITIVE_INFINITY,
  'timed-out': 1,
  'bad-reply': 3,
  'editor-fails': 2,
}

/**
 * Asks again after a failure that may pass. It waits a random share of a bound that doubles (full jitter, which spreads
 * requests that failed together), or exactly as long as the endpoint asked. The last failure is handed on.
 */
export function retrying<Request, Reply>(ask: Ask<Request, Reply>, options: RetryOptions = {}): Ask<Request, Reply> {
  const { attempts = 5, baseDelayMs = 500, sleep = abortableSleep, random = Math.random, remainingMs } = options

  return async (request, signal) => {
    const failures = new Map<ProblemCode, number>()
    for (let attempt = 1; ; attempt += 1) {
      if (signal.aborted) return cancelled
      const outcome = await ask(request, signal)
      if (outcome.ok || attempt >= attempts) return outcome
      const { code } = outcome.problem
      const failed = (failures.get(code) ?? 0) + 1
      failures.set(code, failed)
      if (outcome.retryAfterMs === undefined && failed > (furtherAttempts[code] ?? 0)) return outcome
      const wait = waitAfter(outcome, random() * Math.min(longestDelayMs, baseDelayMs * 2 ** (attempt - 1)))
      if (wait > 1000 * longestPauseSeconds) return outcome
      if (remainingMs !== undefined && wait >= remainingMs())
        return { ok: false, problem: { code: 'budget', cap: 'minutes' } }
      if (wait > 0) await sleep(wait, signal)
    }
  }
}

const waitAfter = (failure: Attempt<never>, backoffMs: number): number =>
  failure.ok ? 0 : (failure.retryAfterMs ?? backoffMs)

async function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
