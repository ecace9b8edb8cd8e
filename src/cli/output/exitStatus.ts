import type { Problem, ProblemCode } from '../../problem/problem.ts'

/** 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 130

export const exitStatusOf = ({ code }: Problem): ExitStatus =>
  code === 'cancelled' ? 130 : wrongUsage.has(code) ? 2 : 1

/** Problems with what was typed, which repeating the same command cannot solve. */
const wrongUsage: ReadonlySet<ProblemCode> = new Set([
  'bad-combination',
  'bad-option',
  'bad-usage',
  'code-not-allowed',
  'file-not-found',
  'no-embedding',
  'no-judge',
  'no-model',
  'no-price',
  'not-a-prompt',
  'no-skills',
  'nothing-refined',
  'unknown-case',
  'unknown-run',
  'unknown-skill',
  'unknown-target',
])
