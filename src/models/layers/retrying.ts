import { setTimeout as delay } from 'node:timers/promises'
import { longestPauseSeconds } from '../../problem/endsRun.ts'
import type { ProblemCode } from '../../problem/problem.ts'
import { type Ask, type Attempt, cancelled } from '../ask.ts'

export interface RetryOptions {
  /** Maximum number of requests, including the first. */
  readonly attempts?: number
  /** Retries broken replies as often as other failures, and late ones longer: nobody else repeats the request. */
  readonly isPatient?: boolean
  /** The upper bound of the first wait in milliseconds, doubled for each further wait. */
  readonly baseDelayMs?: number
  /** Waits; returns early when aborted. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 to 1, excluding 1. */
  readonly random?: () => number
  /** Milliseconds left for the run: a wait that would exceed them is not started. */
  readonly remainingMs?: () => number
}

/** No wait that we choose is longer than this. */
const longestDelayMs = 20_000

/** The number of further attempts for a failure if the endpoint does not say when to retry. */
const furtherAttempts: Partial<Record<ProblemCode, number>> = {
  'rate-limited': Number.POSITIVE_INFINITY,
  'server-error': Number.POSITIVE_INFINITY,
  unreachable: Number.POSITIVE_INFINITY,
  'timed-out': 1,
  'bad-reply': 3,
  'editor-fails': 2,
}

/** The same where nobody else repeats the request. One that times out has taken minutes. */
const patientAttempts: typeof furtherAttempts = { 'bad-reply': Number.POSITIVE_INFINITY, 'timed-out': 6 }

/**
 * Retries after a failure that may be temporary. The wait is as long as the endpoint asked, or otherwise random
 * (exponential backoff with full jitter, which spreads out requests that failed together):
 * random between 0 and min(longest, base 2^k) for the k-th retry, counted from 0.
 * The last failure is returned.
 */
export function retrying<Request, Reply>(ask: Ask<Request, Reply>, options: RetryOptions = {}): Ask<Request, Reply> {
  const {
    attempts = 5,
    isPatient = false,
    baseDelayMs = 500,
    sleep = abortableSleep,
    random = Math.random,
    remainingMs,
  } = options

  return async (request, signal) => {
    const failures = new Map<ProblemCode, number>()
    for (let attempt = 1; ; attempt += 1) {
      if (signal.aborted) return cancelled
      const outcome = await ask(request, signal)
      if (outcome.ok || attempt >= attempts) return outcome
      const { code } = outcome.problem
      const failed = (failures.get(code) ?? 0) + 1
      failures.set(code, failed)
      const further = (isPatient ? patientAttempts[code] : undefined) ?? furtherAttempts[code] ?? 0
      if (outcome.retryAfterMs === undefined && failed > further) return outcome
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
