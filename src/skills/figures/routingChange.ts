import { random } from '../../text/random.ts'
import { type Answered, countNames, type NameCount, ownerOf, rightRate, usualAnswer } from './answered.ts'
import { pairedShare, type Share } from './interval.ts'

/** A query that usually goes to another skill than before. */
export interface MovedQuery {
  readonly query: string
  readonly owner: string | undefined
  readonly from: string
  readonly to: string
  /** How much more often it is right than before, -1 to 1. */
  readonly gain: number
}

/** The effect of another set of descriptions on the same queries. */
export interface RoutingChange {
  /** How much more often the right skill is loaded, or rightly none, -1 to 1, over the queries answered both times. */
  readonly right: Share | null
  readonly moved: readonly MovedQuery[]
  /** For each skill: whose queries it takes now that were right before, and how many. */
  readonly takes: readonly { readonly name: string; readonly from: readonly NameCount[] }[]
  /** Skills for which more queries go wrong than before, and how many more. */
  readonly worseFor: readonly NameCount[]
}

/** Both lists contain the same queries in the same order. */
export function routingChange(before: readonly Answered[], after: readonly Answered[], seed: number): RoutingChange {
  const moved: MovedQuery[] = []
  const gains: number[] = []
  const turned: { readonly owner: string | undefined; readonly gain: number }[] = []
  for (const [index, later] of after.entries()) {
    const earlier = before[index]
    const [from, to] = [earlier && usualAnswer(earlier), usualAnswer(later)]
    const [was, is] = [earlier && rightRate(earlier), rightRate(later)]
    if (from === undefined || to === undefined || was === undefined || is === undefined) continue
    gains.push(is - was)
    const owner = ownerOf(later.query)
    if (from !== to) moved.push({ query: later.query.text, owner, from, to, gain: is - was })
    // A difference of a single answer is often due to chance.
    if (was >= 0.5 !== is >= 0.5) turned.push({ owner, gain: is - was })
  }
  const lost = moved.filter(({ gain, owner, from }) => gain < 0 && owner === from)
  const thieves = [...new Set(lost.map(({ to }) => to))]
  const losers = turned.flatMap(({ owner, gain }) => (owner === undefined ? [] : [{ owner, gain }]))
  const balance = (name: string): number =>
    losers.filter(({ owner }) => owner === name).reduce((sum, { gain }) => sum - Math.sign(gain), 0)
  return {
    right: pairedShare(gains, random(seed, 'routing', 'change')),
    moved: moved.toSorted((a, b) => a.gain - b.gain),
    takes: thieves.map(name => ({
      name,
      from: countNames(lost.filter(({ to }) => to === name).map(({ from }) => from)),
    })),
    worseFor: [...new Set(losers.map(({ owner }) => owner))]
      .map(name => ({ name, count: balance(name) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
  }
}
