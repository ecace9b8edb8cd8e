import type { DraftKind } from '../writing/newCase.ts'
import { rulesWanted } from './ownRules.ts'

/** The most requests that drafting so many cases takes: for the rules, and for each of them inputs and their answers. */
export const draftRequests = (count: number): number => {
  const rules = Math.min(count, rulesWanted(count))
  // A model that names fewer rules gets more inputs for each, in fewer requests.
  return 1 + sharesOf(count, rules).reduce((sum, share) => sum + ruleRequests(share), 0)
}

/** The most requests that so many drafts of one rule take. */
const ruleRequests = (share: number): number => batchesOf(share, 0).length + Math.ceil(share / mostInputs)

/** The most inputs of one request: longer lists get worse towards their end. */
export const mostInputs = 8

/** The fewest: asked for a single one, a small model repeats what it was told. What is not needed is left. */
export const fewestInputs = 4

/**
 * The kinds of the inputs of each request: ordinary ones apart from the others, since a small model that is told of tricks
 * and mistakes writes nothing ordinary any more. Where not all of the others fit in, each rule begins with another.
 */
export function batchesOf(share: number, at: number): readonly (readonly DraftKind[])[] {
  const ordinary = Math.ceil(share / 2)
  const others = ['edge', 'near miss', 'adversarial'] as const
  const kinds = Array.from(
    { length: share },
    (_, index): DraftKind =>
      index < ordinary ? 'ordinary' : (others[(index - ordinary + at) % others.length] ?? 'edge'),
  )
  return [kinds.slice(0, ordinary), kinds.slice(ordinary)].flatMap(part =>
    Array.from({ length: Math.ceil(part.length / mostInputs) }, (_, index) =>
      part.slice(index * mostInputs, (index + 1) * mostInputs),
    ),
  )
}

/** How many drafts each rule gets: as evenly as possible, the first ones more. */
export function sharesOf(count: number, rules: number): readonly number[] {
  const used = Math.min(count, rules)
  return Array.from({ length: used }, (_, at) => Math.floor(count / used) + (at < count % used ? 1 : 0))
}
