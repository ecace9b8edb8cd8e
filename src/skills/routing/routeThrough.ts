import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { random, shuffled } from '../../text/random.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import type { Limits } from '../profiles/limits.ts'
import { listing } from '../profiles/listing.ts'
import type { ProfileName } from '../profiles/profiles.ts'
import { type Routed, readOffered } from './answer.ts'
import { type RoutingQuestion, routingQuestion } from './routingQuestion.ts'

/** How skills are shown and how often each query is asked. */
export interface RoutingOptions {
  readonly profile: ProfileName
  readonly limits: Limits
  /** Number of answers wanted for each query. */
  readonly runs: number
  /** Whether each run lists the skills in a different order. */
  readonly shuffles: boolean
  readonly seed: number
}

/** Returns as many replies of the choosing model as are wanted; `run` distinguishes equal requests. */
export type AskRouter = (
  question: RoutingQuestion,
  wanted: { readonly count: number; readonly run: number },
) => Promise<Outcome<readonly string[]>>

/**
 * Asks which skill is loaded for a query, once per run. Fails only with problems that would affect every other query
 * too.
 */
export type Route = (query: string) => Promise<Outcome<readonly Routed[]>>

/**
 * Prepares the questions about one catalogue. Runs with equal requests are sent as one request for several answers; if
 * the order changes between runs, each is sent separately. `stops` says which problems end everything; any other means
 * a missing answer, and `says` words it.
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
    : [undefined]
  const catalogues = orders.map(order => listing(skills, profile, limits, order).text)
  const count = shuffles ? 1 : runs
  return async query => {
    const replies = await Promise.all(
      catalogues.map((catalogue, run) => ask(routingQuestion(catalogue, query), { count, run })),
    )
    const ending = replies.find(reply => !reply.ok && stops(reply.problem))
    if (ending && !ending.ok) return failure(ending.problem)
    return success(
      replies.flatMap(reply =>
        reply.ok
          ? reply.value.map(text => readOffered(text, names))
          : Array.from({ length: count }, (): Routed => ({ is: 'failed', why: says(reply.problem) })),
      ),
    )
  }
}

/** The catalogue with another description for one skill. */
export const withDescription = (skills: readonly Skill[], name: string, description: string): readonly Skill[] =>
  skills.map(skill => (skill.name === name ? { ...skill, description } : skill))
