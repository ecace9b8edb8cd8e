import type { Problem } from '../../problem/problem.ts'

/** What a user may say, and which skill an agent should load for it. */
export interface Query {
  readonly text: string
  /** Skills any of which is right, or `none`; empty if only the wrong skills are known. */
  readonly expected: readonly string[]
  /** Skills that must not be loaded for it. */
  readonly not: readonly string[]
  /** Its weight in the figures, above 0 and up to 1. */
  readonly weight: number
  /** The skill whose file contains the query. */
  readonly owner: string
  readonly path: string
  /** Counted from 1. */
  readonly line: number
}

/** What could be read from one or several files of queries. */
export interface Queries {
  readonly queries: readonly Query[]
  readonly problems: readonly Problem[]
}

/** Whether a skill should be loaded for a query; undefined if the query does not say. */
export function shouldFire({ expected, not }: Pick<Query, 'expected' | 'not'>, skill: string): boolean | undefined {
  if (expected.length > 0) return expected.includes(skill)
  return not.includes(skill) ? false : undefined
}

/** Whether a query does not say what is right for it, as one that is only tried. */
export const isOpen = ({ expected, not }: Pick<Query, 'expected' | 'not'>): boolean =>
  expected.length + not.length === 0

/** Whether an answer, a skill's name or `none`, is right. */
export const isRight = ({ expected, not }: Pick<Query, 'expected' | 'not'>, answer: string): boolean =>
  expected.length > 0 ? expected.includes(answer) : !not.includes(answer)
