import { endsRun } from '../../problem/endsRun.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Ask } from '../ask.ts'

export interface Breaker {
  /** Around the retries: watches how requests end, and answers at once when nothing can be gained from asking. */
  readonly watched: <Request extends object, Reply>(ask: Ask<Request, Reply>) => Ask<Request, Reply>
  /** Around one attempt: keeps requests that were already waiting from being sent. */
  readonly gated: <Request extends object, Reply>(ask: Ask<Request, Reply>) => Ask<Request, Reply>
}

/**
 * How many requests in a row must fail for good, without a success between them, to give a model up; what ends the run ends it at the first. What concerns a single
 * case, such as a content filter or a request that is too long, is not here: the next case may fare better.
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
  'editor-fails': 5,
}

/**
 * Gives a model up that does not answer, so that a run with a wrong key or address ends at once and not after its last
 * case, and one whose endpoint goes away stops where it can go on: scores from the few cases that were still answered
 * would be no scores.
 */
export function breaker(): Breaker {
  let inARow = 0
  let answered = 0
  /** How many answers there were when a request was first sent. */
  const answeredBefore = new WeakMap<object, number>()
  let open: Problem | undefined

  /** The problem to hand on: its own, or that the model is given up now. */
  const note = (problem: Problem): Problem => {
    if (problem.code === 'cancelled' || problem.code === 'budget') return problem
    const most = patience[problem.code]
    inARow = most === undefined ? 0 : inARow + 1
    if (endsRun(problem)) open ??= problem
    else if (inARow >= (most ?? Number.POSITIVE_INFINITY))
      open ??= { code: 'given-up', requests: inARow, last: problem }
    return open ?? problem
  }

  return {
    watched: ask => async (request, signal) => {
      if (open !== undefined) return { ok: false, problem: open }
      const outcome = await ask(request, signal)
      if (outcome.ok) {
        answered += 1
        inARow = 0
        return outcome
      }
      // Requests that fail are tried longest and end last: what was answered meanwhile was answered between them.
      if (answered > (answeredBefore.get(request) ?? answered)) inARow = 0
      return { ...outcome, problem: note(outcome.problem) }
    },
    gated: ask => async (request, signal) => {
      if (open !== undefined) return { ok: false, problem: open, retryAfterMs: Number.POSITIVE_INFINITY }
      if (!answeredBefore.has(request)) answeredBefore.set(request, answered)
      const attempt = await ask(request, signal)
      // Before the place is free for the next request, which would only hear the same.
      if (!attempt.ok && endsRun(attempt.problem)) note(attempt.problem)
      return attempt
    },
  }
}
