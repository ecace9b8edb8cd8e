import { failure, type Outcome } from '../problem/outcome.ts'
import { systemProblem } from '../problem/systemProblem.ts'

/** A full or read-only disk is an expected problem too: what could not be stored was not used. */
export function refused(error: unknown): Outcome<never> {
  const problem = systemProblem(error)
  if (problem === undefined) throw error
  return failure(problem)
}
