import { mapLimited } from '../../evals/scoring/mapLimited.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Answered } from '../../skills/figures/answered.ts'
import type { Query } from '../../skills/queries/query.ts'
import type { Route } from '../../skills/routing/routeThrough.ts'

/** Finds out which skill each query goes to. A problem that would affect every other query too ends it. */
export async function routeQueries(
  queries: readonly Query[],
  route: Route,
  concurrency: number,
  onAnswer?: () => void,
): Promise<Outcome<readonly Answered[]>> {
  const halt = new AbortController()
  let ended: Problem | undefined
  const routed = await mapLimited(
    queries,
    concurrency,
    async (query): Promise<Answered> => {
      const outcome = await route(query.text)
      if (!outcome.ok) {
        ended ??= outcome.problem
        halt.abort()
      }
      onAnswer?.()
      return { query, answers: outcome.ok ? outcome.value : [] }
    },
    halt.signal,
  )
  return ended ? failure(ended) : success(routed)
}
