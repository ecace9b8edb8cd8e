import type { Problem } from './problem.ts'

/** Carries a problem out of a place that has no other way to tell of it than to throw. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** What was refused, by us or the operating system (a full disk, a folder that is read-only, a port in use); undefined for a bug. */
export function systemProblem(error: unknown): Problem | undefined {
  if (error instanceof Refused) return error.problem
  if (!(error instanceof Error && 'syscall' in error)) return undefined
  const detail = error.message
  return 'path' in error && typeof error.path === 'string'
    ? { code: 'system-refused', detail, place: { path: error.path } }
    : { code: 'system-refused', detail }
}
