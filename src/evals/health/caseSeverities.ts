import type { ProblemCode } from '../../problem/problem.ts'

export type Severity = 'error' | 'warning' | 'information' | 'hint'

/** Problems that make a score wrong are errors; problems that make it less informative are warnings. */
export const caseSeverities: Partial<Readonly<Record<ProblemCode, Severity>>> = {
  'case-contradicts': 'error',
  'case-leaks': 'error',
  'case-unreachable': 'error',
  'case-doubted': 'warning',
  'case-doubled': 'warning',
  'case-nearly-doubled': 'warning',
  'case-in-prompt': 'warning',
  'case-flips': 'warning',
  'case-dead': 'information',
  'case-draft': 'information',
  'case-disputed': 'information',
}
