import type { Message } from '../../models/model.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { random, shuffled } from '../../text/random.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import type { Limits } from '../profiles/limits.ts'
import { listing, type ProfileName } from '../profiles/profiles.ts'
import { type Routed, readAnswer } from './answer.ts'
import { routingMessages } from './routingMessages.ts'

/** How skills are shown and how often each query is asked. */
export interface RoutingOptions {
  readonly profile: ProfileName
  readonly limits: Limits
  /** Answers wanted for each query. */
  readonly runs: number
  /** Whether each run lists the skills in another order. */
  readonly shuffles: boolean
  readonly seed: number
}

/** Replies of the model that chooses, as many as are wanted; `run` tells requests apart that read alike. */
export type AskRouter = (
  messages: readonly Message[],
  wanted: { readonly count: number; readonly run: number },
) => Promise<Outcome<readonly string[]>>

/** Asks which skill is loaded for a query, once a run. Fails only with what no other query could escape. */
export type Route = (query: string) => Promise<Outcome<readonly Routed[]>>

/**
 * Lays out the questions about one catalogue. Runs that read alike are one request for several answers; where the order
 * changes from run to run, each is its own. `stops` says which problem ends everything; any other is an answer that
 * failed to come, and `says` puts it into words.
 */
export function routeThrough(
  skills: readonly Skill[],
  options: RoutingOptions,
  ask: AskRouter,
  { stops, says }: { stops(problem: Problem): boolean; says(problem: Problem): string },
): Route {
  const { profile, limits, runs, shuffles, seed } = options
  const names = new Set(skills.map(({ name }) => name))
  const orders = shuffles
    ? Array.from({ length: runs }, (_, run) => shuffled(skills, random(seed, 'catalogue', run)))
    : [skills]
  const catalogues = orders.map(order => listing(order, profile, limits).text)
  const count = shuffles ? 1 : runs
  return async query => {
    const replies = await Promise.all(
      catalogues.map((catalogue, run) => ask(routingMessages(catalogue, query), { count, run })),
    )
    const ending = replies.find(reply => !reply.ok && stops(reply.problem))
    if (ending && !ending.ok) return failure(ending.problem)
    return success(
      replies.flatMap(reply =>
        reply.ok
          ? reply.value.map(text => readAnswer(text, names))
          : Array.from({ length: count }, (): Routed => ({ is: 'failed', why: says(reply.problem) })),
      ),
    )
  }
}

/** The catalogue with another description in the place of a skill's own. */
export const withDescription = (skills: readonly Skill[], name: string, description: string): readonly Skill[] =>
  skills.map(skill => (skill.name === name ? { ...skill, description } : skill))
