import type { Problem, ProblemCode } from './problem.ts'

/** The longest wait in seconds that a server may ask for; if it asks for more, that counts as a refusal. */
export const longestPauseSeconds = 60

/**
 * Whether a problem affects every other request of the run too, so that going on would only waste time or money. After
 * any of them except a cap, the run can be resumed.
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
  'runner-missing',
])
