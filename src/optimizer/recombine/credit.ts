import type { Random } from '../../text/random.ts'
import { regress } from './ridge.ts'
import { unitTexts } from './units.ts'

/** A prompt with its grades, 0 to 1, by the ids of the cases that it has been asked. */
export interface Tried {
  readonly text: string
  readonly grades: ReadonlyMap<string, number>
}

/** What the prompts of a run and their parts are worth, according to all answers together. */
export interface Credit {
  /** What each prompt is worth, as a difference of its mean grade from the usual. */
  readonly ratings: ReadonlyMap<string, number>
  /** By how much a unit raises or lowers the mean grade of its prompts. */
  readonly effects: ReadonlyMap<string, number>
  /** The same effects as they may be, by what is known of them. */
  draw(rng: Random): ReadonlyMap<string, number>
}

/**
 * How far effects reach, in standard deviations of a grade: one unit changes the mean grade by a few points, what a
 * prompt is worth beyond its units by fewer. Cases differ about as much as chance does.
 */
const reach = { unit: 0.06, own: 0.03 } as const

/** Only so many prompts, the newest, are told apart: the time is cubic in them. */
const mostPrompts = 200

/**
 * A grade is the sum of how easy its case is, of the effects of the prompt's units, and of an effect of the prompt as a
 * whole, plus chance. What is known of one prompt therefore counts for all that share a unit with it, and a score on few
 * cases counts for little.
 */
export function creditOf(all: readonly Tried[]): Credit {
  const prompts = all.filter(({ grades }) => grades.size > 0).slice(-mostPrompts)
  const grades = prompts.flatMap(prompt => [...prompt.grades.values()])
  const mean = grades.reduce((sum, grade) => sum + grade, 0) / Math.max(1, grades.length)
  const spread = grades.reduce((sum, grade) => sum + (grade - mean) ** 2, 0) / Math.max(1, grades.length)
  const variance = Math.max(spread, leastVariance)
  const units = [...new Set(prompts.flatMap(({ text }) => unitTexts(text)))]
  const places = new Map(units.map((unit, at) => [unit, at]))
  const rows = prompts.map(({ text, grades }, at) => ({
    text,
    features: [...unitTexts(text).flatMap(unit => places.get(unit) ?? []), units.length + at],
    values: new Map(Array.from(grades, ([id, grade]) => [id, grade - mean])),
  }))
  const posterior = regress(rows, {
    features: [...units.map(() => reach.unit ** 2 * variance), ...prompts.map(() => reach.own ** 2 * variance)],
    level: variance / 2,
    noise: variance / 2,
  })
  const byUnit = (effects: readonly number[]) => new Map(units.map((unit, at) => [unit, effects[at] ?? 0]))
  const worth = (features: readonly number[]): number =>
    features.reduce((sum, feature) => sum + (posterior.mean[feature] ?? 0), 0)
  return {
    ratings: new Map(rows.map(({ text, features }) => [text, worth(features)])),
    effects: byUnit(posterior.mean),
    draw: rng => byUnit(posterior.draw(rng)),
  }
}

/** Where all grades are equal, nothing is known of their spread. */
const leastVariance = 0.01
