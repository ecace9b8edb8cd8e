import type { Problem, ProblemCode } from '../text/problem.ts'
import type { Ask } from './ask.ts'

export interface Breaker {
  /** Around the retries: watches how requests end, and answers at once when nothing can be gained from asking. */
  readonly watched: <Request, Reply>(ask: Ask<Request, Reply>) => Ask<Request, Reply>
  /** Around one attempt: keeps requests that were already waiting from being sent. */
  readonly gated: <Request, Reply>(ask: Ask<Request, Reply>) => Ask<Request, Reply>
}

/** How many requests in a row must end for the same reason, before the first success, to give a model up. */
const patience: Partial<Record<ProblemCode, number>> = {
  'no-key': 1,
  'wrong-key': 1,
  forbidden: 5,
  'model-not-found': 5,
  unreachable: 5,
}

/**
 * Gives a model up that has never answered, so that a run with a wrong key or address ends at once and not after its
 * last case. One success and it never interferes again.
 */
export function breaker(): Breaker {
  let answered = false
  let inARow: { code: ProblemCode; count: number } | undefined
  let open: Problem | undefined

  const note = (problem: Problem) => {
    if (answered || problem.code === 'cancelled' || problem.code === 'budget') return
    const { code } = problem
    inARow = { code, count: inARow?.code === code ? inARow.count + 1 : 1 }
    if (inARow.count >= (patience[code] ?? Number.POSITIVE_INFINITY)) open = problem
  }

  return {
    watched: ask => async (request, signal) => {
      if (open !== undefined) return { ok: false, problem: open }
      const outcome = await ask(request, signal)
      if (outcome.ok) answered = true
      else note(outcome.problem)
      return outcome
    },
    gated: ask => async (request, signal) =>
      open === undefined ? ask(request, signal) : { ok: false, problem: open, retryAfterMs: Number.POSITIVE_INFINITY },
  }
}
