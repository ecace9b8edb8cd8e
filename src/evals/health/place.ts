import type { Place } from '../../problem/problem.ts'
import type { Case } from '../evalSet.ts'

/** The place of a case: its file and line. */
export const placeOf = ({ path: own, line }: Case, path: string): Place => ({
  path: own ?? path,
  ...(line !== undefined && { line }),
})
