import type { ProblemCode } from '../../problem/problem.ts'

export type Severity = 'error' | 'warning' | 'information' | 'hint'

/** What makes a score wrong is an error; what makes it say less is a warning. */
export const caseSeverities: Partial<Readonly<Record<ProblemCode, Severity>>> = {
  'case-contradicts': 'error',
  'case-leaks': 'error',
  'case-unreachable': 'error',
  'case-doubted': 'warning',
  'case-doubled': 'warning',
  'case-nearly-doubled': 'warning',
  'case-in-prompt': 'warning',
  'case-dead': 'information',
}
