import type { Problem, ProblemCode } from './problem.ts'

/** Seconds that are waited for a server that asks for a pause; one that asks for more is taken as refusing for now. */
export const longestPauseSeconds = 60

/**
 * Whether no other request of the run can escape a problem: going on would only spend time or money. All of them but a cap
 * leave a run that can be resumed.
 */
export const endsRun = (problem: Problem): boolean =>
  endings.has(problem.code) || (problem.code === 'rate-limited' && (problem.seconds ?? 0) > longestPauseSeconds)

const endings: ReadonlySet<ProblemCode> = new Set([
  'cancelled',
  'budget',
  'given-up',
  'wrong-key',
  'no-key',
  'redirected',
  'quota-used',
  'editor-blocks',
  'not-allowed',
  'model-gone',
])
