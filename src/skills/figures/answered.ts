import { noSkill } from '../catalogue/skillEntry.ts'
import { isOpen, isRight, type Query, shouldFire } from '../queries/query.ts'
import type { Routed } from '../routing/answer.ts'

/** A query with its answers, one per run. */
export interface Answered {
  readonly query: Query
  readonly answers: readonly Routed[]
}

/** The names chosen for a query; failed and unreadable answers are ignored. */
export const chosenFor = ({ answers }: Answered): readonly string[] =>
  answers.flatMap(answer => (answer.is === 'chosen' ? [answer.name] : []))

/** How often a skill was chosen, 0 to 1; undefined if no answer says. */
export function rateOf(answered: Answered, skill: string): number | undefined {
  const chosen = chosenFor(answered)
  return chosen.length === 0 ? undefined : chosen.filter(name => name === skill).length / chosen.length
}

/** How often the answer was right, 0 to 1; undefined if no answer says, or the query does not say what is right. */
export function rightRate(answered: Answered): number | undefined {
  const chosen = chosenFor(answered)
  return chosen.length === 0 || isOpen(answered.query)
    ? undefined
    : chosen.filter(name => isRight(answered.query, name)).length / chosen.length
}

/** The most frequent answer, on a tie the one that came first; undefined if no answer says. */
export function usualAnswer(answered: Answered): string | undefined {
  const counts = new Map<string, number>()
  for (const name of chosenFor(answered)) counts.set(name, (counts.get(name) ?? 0) + 1)
  let usual: string | undefined
  for (const [name, count] of counts) if (usual === undefined || count > (counts.get(usual) ?? 0)) usual = name
  return usual
}

/** Whose query it is: the expected skill, `none`, or undefined if unknown. */
export const ownerOf = ({ expected }: Query): string | undefined => expected[0]

/** A skill that was chosen instead of the right one, and how often. */
export interface NameCount {
  readonly name: string
  readonly count: number
}

export function countNames(names: readonly string[]): readonly NameCount[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Array.from(counts, ([name, count]) => ({ name, count })).sort(
    (a, b) =>
      b.count - a.count || Number(a.name === noSkill) - Number(b.name === noSkill) || (a.name < b.name ? -1 : 1),
  )
}

/** The queries that should load the skill, and those that should not; queries that say neither are in neither list. */
export const aboutSkill = (all: readonly Answered[], skill: string) => ({
  positives: all.filter(({ query }) => shouldFire(query, skill) === true),
  negatives: all.filter(({ query }) => shouldFire(query, skill) === false),
})
