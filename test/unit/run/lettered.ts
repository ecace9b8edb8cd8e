import type { CaseResult } from '../../../src/evals/evalSet.ts'

/** One letter a case: p passes, f fails, e is a failed request. */
export const results = (letters: string): readonly CaseResult[] =>
  [...letters].map((letter, index): CaseResult => {
    const id = String(index)
    return letter === 'e'
      ? { id, problem: { code: 'cancelled' } }
      : { id, answer: '', grade: letter === 'p' ? 1 : 0, passed: letter === 'p' }
  })
