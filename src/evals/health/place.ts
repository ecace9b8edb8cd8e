import type { Place } from '../../problem/problem.ts'
import type { Case } from '../evalSet.ts'

/** Where a case stands. */
export const placeOf = ({ path: own, line }: Case, path: string): Place => ({
  path: own ?? path,
  ...(line !== undefined && { line }),
})
