import { random } from '../../text/random.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import { noSkill } from '../catalogue/skillEntry.ts'
import {
  type Answered,
  aboutSkill,
  chosenFor,
  countNames,
  type NameCount,
  ownerOf,
  rateOf,
  rightRate,
  usualAnswer,
} from './answered.ts'
import { type Share, shareOf } from './interval.ts'

/** What the answers say about one skill. */
export interface SkillFigures {
  readonly name: string
  /** The queries that should load it and usually do, out of how many with a known answer. */
  readonly fires: number
  readonly of: number
  /**
   * How often it is loaded when it should be (recall), and how often it is right when it is loaded (precision); null
   * without such queries.
   */
  readonly recall: Share | null
  readonly precision: Share | null
  /** The harmonic mean of precision and recall, 2 P R / (P + R), 0 to 1. */
  readonly f1: number | null
  /** What is usually loaded instead of this skill: other skills, or `none`. */
  readonly stolenBy: readonly NameCount[]
  /** Whose queries it usually takes: those of another skill, of `none`, or of `other` if the owner is unknown. */
  readonly takesFrom: readonly NameCount[]
}

/** What the answers say about the catalogue as a whole. */
export interface RoutingFigures {
  readonly queries: number
  /** How often the right skill was loaded, or rightly none. */
  readonly right: Share | null
  readonly skills: readonly SkillFigures[]
  /** Answers that are not a name in the catalogue, and failed requests. */
  readonly unreadable: number
  readonly failed: number
}

/** The owner of a query that is known to be another skill's, but not which one's. */
export const otherOwner = 'other'

export function routingFigures(skills: readonly Skill[], all: readonly Answered[], seed: number): RoutingFigures {
  const answers = all.flatMap(answered => answered.answers)
  const rng = random(seed, 'routing', 'right')
  const parts = all.flatMap(answered => {
    const right = rightRate(answered)
    return right === undefined ? [] : [{ of: answered.query.weight, has: right * answered.query.weight }]
  })
  return {
    queries: all.length,
    right: shareOf(parts, rng),
    skills: skills.map(({ name }) => skillFigures(name, all, seed)),
    unreadable: answers.filter(({ is }) => is === 'unreadable').length,
    failed: answers.filter(({ is }) => is === 'failed').length,
  }
}

function skillFigures(name: string, all: readonly Answered[], seed: number): SkillFigures {
  const { positives, negatives } = aboutSkill(all, name)
  const known = positives.filter(answered => chosenFor(answered).length > 0)
  const missed = known.filter(answered => !usuallyFires(answered, name))
  const taken = negatives.filter(answered => usuallyFires(answered, name))
  const part = (answered: Answered, isRight: boolean) => {
    const fired = (rateOf(answered, name) ?? 0) * answered.query.weight
    return { of: fired, has: isRight ? fired : 0 }
  }
  const recall = shareOf(
    known.map(answered => ({
      of: answered.query.weight,
      has: (rateOf(answered, name) ?? 0) * answered.query.weight,
    })),
    random(seed, 'routing', 'recall', name),
  )
  const precision = shareOf(
    [...positives.map(answered => part(answered, true)), ...negatives.map(answered => part(answered, false))],
    random(seed, 'routing', 'precision', name),
  )
  return {
    name,
    fires: known.length - missed.length,
    of: known.length,
    recall,
    precision,
    f1: harmonic(recall?.value, precision?.value),
    stolenBy: countNames(missed.map(answered => thiefOf(answered, name))),
    takesFrom: countNames(taken.map(({ query }) => ownerOf(query) ?? otherOwner)),
  }
}

/** A skill fires for a query if at least half of the answers choose it. */
export const usuallyFires = (answered: Answered, skill: string): boolean => (rateOf(answered, skill) ?? 0) >= 0.5

/** The most frequent answer other than the skill itself. */
function thiefOf(answered: Answered, skill: string): string {
  const others = answered.answers.filter(answer => answer.is !== 'chosen' || answer.name !== skill)
  return usualAnswer({ ...answered, answers: others }) ?? noSkill
}

function harmonic(recall: number | undefined, precision: number | undefined): number | null {
  if (recall === undefined) return null
  if (recall === 0) return 0
  return precision === undefined || precision + recall === 0 ? null : (2 * precision * recall) / (precision + recall)
}
