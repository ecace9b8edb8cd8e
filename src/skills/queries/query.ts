import type { Problem } from '../../problem/problem.ts'

/** What a user may say, and what an agent should make of it. */
export interface Query {
  readonly text: string
  /** Skills any of which is right, or `none`; empty where all that is known is which skill is wrong. */
  readonly expected: readonly string[]
  /** Skills that must not be loaded for it. */
  readonly not: readonly string[]
  /** Share in the figures, above 0 to 1. */
  readonly weight: number
  /** The skill in whose file the query stands. */
  readonly owner: string
  readonly path: string
  /** Counted from 1. */
  readonly line: number
}

/** What could be read of a file of queries, or of several. */
export interface Queries {
  readonly queries: readonly Query[]
  readonly problems: readonly Problem[]
}

/** Whether a skill should be loaded for a query; undefined where nothing is said about it. */
export function shouldFire({ expected, not }: Pick<Query, 'expected' | 'not'>, skill: string): boolean | undefined {
  if (expected.length > 0) return expected.includes(skill)
  return not.includes(skill) ? false : undefined
}

/** Whether an answer, a skill's name or `none`, is right. */
export const isRight = ({ expected, not }: Pick<Query, 'expected' | 'not'>, answer: string): boolean =>
  expected.length > 0 ? expected.includes(answer) : !not.includes(answer)
