import { endsRun } from '../../problem/endsRun.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Ask } from '../ask.ts'

export interface Breaker {
  /** Wraps the retries: watches how requests end, and fails at once when asking is pointless. */
  readonly watched: <Request extends object, Reply>(ask: Ask<Request, Reply>) => Ask<Request, Reply>
  /** Wraps a single attempt: keeps requests that were already waiting from being sent. */
  readonly gated: <Request extends object, Reply>(ask: Ask<Request, Reply>) => Ask<Request, Reply>
}

/**
 * How many requests in a row must fail for good, without a success in between, before a model is given up; a problem
 * that ends the run does so at the first. Problems of a single case, such as a content filter or a request that is too
 * long, are not listed, because the next case may succeed.
 */
const patience: Partial<Record<ProblemCode, number>> = {
  forbidden: 5,
  'model-not-found': 5,
  unreachable: 5,
  'rate-limited': 10,
  'server-error': 10,
  'timed-out': 5,
  'bad-reply': 10,
  'answer-cut': 10,
  'only-tool-call': 10,
  'editor-fails': 5,
}

/** Failures that a retry may mend. They count by attempt too, because each request is tried many times. */
const mayPass: ReadonlySet<ProblemCode> = new Set([
  'server-error',
  'unreachable',
  'bad-reply',
  'timed-out',
  'editor-fails',
])

/** How many attempts in a row may fail of a model that has not answered yet. */
const patienceAtFirst = 20

/**
 * The same for a model that has answered before, and the milliseconds that they must span: a server that restarts fails
 * everything under way at once. Where 6 of 10 attempts fail by chance, 40 in a row are as rare as 1 in 700 million.
 */
const [patienceLater, spanMs] = [40, 10_000]

/**
 * How often in a row a server may refuse because of its rate, and the milliseconds that this must last before the model
 * is given up. Most limits are per minute, and another program may have used up the present one.
 */
const [mostRefusals, refusedMs] = [5, 180_000]

/**
 * Gives up a model that does not answer (a circuit breaker). A run with a wrong key or address ends at once instead of
 * after its last case, and a run whose endpoint goes away stops at a point where it can be resumed: a score from the
 * few cases still answered would be meaningless.
 */
export function breaker(now: () => number = () => performance.now()): Breaker {
  let inARow = 0
  /** Failed attempts since the last answer, and when the first of them failed. */
  let attempts = 0
  let since = 0
  /** The same for refusals because of the rate, which say nothing about the model. */
  let refusals = 0
  let refusedSince = 0
  let answered = 0
  /** The number of answers received before a request was first sent. */
  const answeredBefore = new WeakMap<object, number>()
  let open: Problem | undefined

  /** Returns the problem to report: the given one, or that the model is given up now. */
  const note = (problem: Problem): Problem => {
    if (problem.code === 'cancelled' || problem.code === 'budget') return problem
    const most = patience[problem.code]
    inARow = most === undefined ? 0 : inARow + 1
    if (endsRun(problem)) open ??= problem
    else if (inARow >= (most ?? Number.POSITIVE_INFINITY))
      open ??= { code: 'given-up', requests: inARow, last: problem }
    return open ?? problem
  }

  const noteAttempt = (problem: Problem): void => {
    if (problem.code === 'rate-limited') {
      if (refusals++ === 0) refusedSince = now()
      if (refusals >= mostRefusals && now() - refusedSince >= refusedMs)
        open ??= { code: 'given-up', requests: refusals, last: problem }
      return
    }
    if (!mayPass.has(problem.code)) return
    if (attempts++ === 0) since = now()
    const isOver = answered === 0 ? attempts >= patienceAtFirst : attempts >= patienceLater && now() - since >= spanMs
    if (isOver) open ??= { code: 'given-up', requests: attempts, last: problem }
  }

  return {
    watched: ask => async (request, signal) => {
      if (open !== undefined) return { ok: false, problem: open }
      const outcome = await ask(request, signal)
      if (outcome.ok) {
        inARow = 0
        return outcome
      }
      // Failing requests are retried longest and end last, so answers that came meanwhile count as successes in
      // between.
      if (answered > (answeredBefore.get(request) ?? answered)) inARow = 0
      return { ...outcome, problem: note(outcome.problem) }
    },
    gated: ask => async (request, signal) => {
      if (open !== undefined) return { ok: false, problem: open, retryAfterMs: Number.POSITIVE_INFINITY }
      if (!answeredBefore.has(request)) answeredBefore.set(request, answered)
      const attempt = await ask(request, signal)
      // Recorded before the slot is released to the next request, which would only get the same failure.
      if (attempt.ok) {
        answered += 1
        attempts = 0
        refusals = 0
        return attempt
      }
      if (endsRun(attempt.problem)) note(attempt.problem)
      else noteAttempt(attempt.problem)
      return open === undefined ? attempt : { ...attempt, problem: open, retryAfterMs: Number.POSITIVE_INFINITY }
    },
  }
}
