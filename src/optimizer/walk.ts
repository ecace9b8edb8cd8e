import { type Outcome, success } from '../problem/outcome.ts'
import { random } from '../text/random.ts'
import { best, scored, winnerOf } from './momentum/past.ts'
import { creditOf, type Tried } from './recombine/credit.ts'
import type { Services } from './services.ts'
import type { Candidate, Scored, Trajectory } from './trajectory.ts'

/** How a run moves from prompt to prompt. Only the trajectory and its answers decide, so a run can be resumed. */
export interface Walk {
  /** The prompt that the next step starts from. */
  current(
    trajectory: Trajectory,
    services: Pick<Services, 'grades' | 'answered'>,
    seed: number,
  ): Promise<Outcome<Scored>>
  /** Index of the step's winner among its candidates; null if none was scored on every case. */
  winner(current: Scored, candidates: readonly Candidate[], trajectory: Trajectory): number | null
  /** A prompt that left its race early and deserves the rest of its cases before the search ends; by default, none. */
  returning?(trajectory: Trajectory, services: Pick<Services, 'answered'>): Promise<Outcome<Tried | undefined>>
}

/** The best candidate other than the prompt that the step started from. */
const bestNew: Walk['winner'] = (current, candidates) =>
  highest(candidates, candidate => candidate.text !== current.text)

/** Keeps the best prompt so far; a candidate replaces it only by scoring higher. */
const elitist: Walk = { current: async trajectory => success(best(trajectory)), winner: bestNew }

/** After this many steps without a new best prompt, every second step starts from another prompt. */
const restless = 3

/**
 * Starts from the prompt that is worth most according to all answers of the run together, which count a lucky score for
 * less than it seems to say. Once it has brought nothing better for some steps, it takes turns with prompts that are best
 * on other cases (see `pareto`).
 */
const rated: Walk = {
  async current(trajectory, services, seed) {
    const pool = scored(trajectory)
    if (pool.length === 1) return success(pool[0])
    const barren = trajectory.steps.length - best(trajectory).step
    if (barren >= restless && (barren - restless) % 2 === 0) return pareto.current(trajectory, services, seed)
    const answered = await services.answered(trajectory)
    return answered.ok ? success(highestRated(pool, answered.value)) : answered
  },
  winner: bestNew,
  async returning(trajectory, services) {
    const answered = await services.answered(trajectory)
    if (!answered.ok) return answered
    const known = new Set(scored(trajectory).map(({ text }) => text))
    const pool = answered.value.filter(({ text, grades }) => known.has(text) || grades.size >= fewestAnswers)
    const [first, ...others] = pool
    const top = first && highestRated([first, ...others], answered.value)
    return success(top && !known.has(top.text) ? top : undefined)
  },
}

/** With fewer answers than these, the rating of a prompt is hardly its own. */
const fewestAnswers = 5

/** The one that all answers together rate highest; on a tie, the first. */
function highestRated<T extends { readonly text: string }>(pool: readonly [T, ...T[]], all: readonly Tried[]): T {
  const { ratings } = creditOf(all)
  const rating = ({ text }: T): number => ratings.get(text) ?? Number.NEGATIVE_INFINITY
  return pool.reduce((found, one) => (rating(one) > rating(found) ? one : found))
}

/**
 * The published walk (GPO, arXiv 2402.17564): every step moves to the best prompt that has never won, even if it is
 * worse; if all have won, the best of them wins again. The original counts as having won, which the published code
 * intends but gets wrong. On a tie the first in the published table wins, in which previously scored prompts come
 * before new ones.
 */
const forced: Walk = {
  current: async trajectory =>
    success(trajectory.steps.reduce<Scored>((current, step) => winnerOf(step) ?? current, trajectory.initial)),
  winner: (_, candidates, trajectory) => {
    const chosen = new Set([trajectory.initial.text, ...trajectory.steps.map(step => winnerOf(step)?.text)])
    return (
      highest(candidates, candidate => !chosen.has(candidate.text), isListedFirst) ??
      highest(candidates, () => true, isListedFirst)
    )
  },
}

/**
 * Draws the parent from the prompts that are best on at least one case, with a probability proportional to the number
 * of cases on which it is best (Pareto-based candidate selection: GEPA, Agrawal et al. 2025, arXiv 2507.19457). A
 * prompt that is best only where others are too is skipped.
 */
const pareto: Walk = {
  async current(trajectory, services, seed) {
    const pool = scored(trajectory)
    const [first] = pool
    if (pool.length === 1) return success(first)
    const grades = await services.grades(pool.map(({ text }) => text))
    if (!grades.ok) return grades
    const wins = frontWins(grades.value)
    const total = wins.reduce((sum, count) => sum + count, 0)
    let left = random(seed, 'parent', trajectory.steps.length + 1)() * total
    const drawn = wins.findIndex(count => {
      left -= count
      return left < 0
    })
    return success(pool[drawn] ?? first)
  },
  winner: bestNew,
}

/** Number of prompts in a beam: four, as in ProTeGi (arXiv 2305.03495) and PE2 (arXiv 2311.05661). */
const beamWidth = 4

/**
 * The best four prompts of the whole run take turns as parents, and are chosen again after each has had its turn: a
 * beam that returns to earlier prompts if the later ones are worse.
 */
const beam: Walk = {
  async current({ initial, steps }) {
    let parents: readonly Scored[] = [initial]
    let turn = 0
    steps.forEach((_, index) => {
      turn += 1
      if (turn < parents.length) return
      const known = scored({ initial, steps: steps.slice(0, index + 1) })
      parents = known.toSorted((a, b) => b.score - a.score).slice(0, beamWidth)
      turn = 0
    })
    return success(parents[turn] ?? initial)
  },
  winner: bestNew,
}

export const walk = { elitist, rated, forced, pareto, beam } as const satisfies Record<string, Walk>
export type WalkName = keyof typeof walk

/**
 * On how many cases each prompt is among the best, given their grades case by case; 0 for a prompt that can be removed
 * while every case keeps one of its best. Prompts with the lowest sums are tried first.
 */
export function frontWins(grades: readonly (readonly number[])[]): readonly number[] {
  const cases = grades[0]?.length ?? 0
  const fronts = Array.from({ length: cases }, (_, index) => {
    const highest = Math.max(...grades.map(row => row[index] ?? 0))
    return new Set(grades.flatMap((row, prompt) => ((row[index] ?? 0) === highest ? [prompt] : [])))
  })
  const total = (row: readonly number[]): number => row.reduce((sum, grade) => sum + grade, 0)
  const order = grades.map((row, prompt) => ({ prompt, sum: total(row) })).sort((a, b) => a.sum - b.sum)
  for (const { prompt } of order) {
    const own = fronts.filter(front => front.has(prompt))
    if (own.every(front => front.size > 1)) for (const front of own) front.delete(prompt)
  }
  return grades.map((_, prompt) => fronts.filter(front => front.has(prompt)).length)
}

type Preference = (candidate: Candidate, leader: Candidate) => boolean

/** The simpler prompt is the better one to keep. */
const isShorter: Preference = (candidate, leader) => candidate.text.length < leader.text.length

const isListedFirst: Preference = (candidate, leader) => candidate.status === 'known' && leader.status !== 'known'

/** The highest score among complete candidates; on a tie the preferred one, then the earlier one. */
function highest(
  candidates: readonly Candidate[],
  eligible: (candidate: Candidate) => boolean,
  isPreferred: Preference = isShorter,
): number | null {
  let winner: number | null = null
  candidates.forEach((candidate, index) => {
    const { score } = candidate
    if (score === undefined || !isComplete(candidate) || !eligible(candidate)) return
    const leader = winner === null ? undefined : candidates[winner]
    if (
      leader?.score === undefined ||
      score > leader.score ||
      (score === leader.score && isPreferred(candidate, leader))
    )
      winner = index
  })
  return winner
}

/** A known candidate has a score only if it was scored completely. */
const isComplete = ({ status }: Candidate): boolean => status === 'evaluated' || status === 'known'
