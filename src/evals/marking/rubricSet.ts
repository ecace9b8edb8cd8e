import type { Case, EvalSet } from '../evalSet.ts'
import type { MarkedAnswer } from './markedAnswers.ts'

/** What the judge is to say of an answer that is marked good, and of one that is marked bad. */
export const verdicts = { good: 'pass', bad: 'fail' } as const

/**
 * The eval set of a rubric: each marked answer is a case, whose right answer is the verdict of the person who marked it.
 * What the judge is asked is made from the marked answers themselves.
 */
export function rubricSet(path: string, answers: readonly MarkedAnswer[]): EvalSet {
  const cases = answers.map(({ id, evalCase, answer, isGood, comment, line }): Case => {
    const reference = evalCase.expected.length > 0 && { reference: evalCase.expected.join('\n') }
    return {
      id,
      vars: { ...evalCase.vars, ...reference, answer },
      expected: [isGood ? verdicts.good : verdicts.bad],
      ...(comment !== undefined && { remarks: [`${isGood ? 'good' : 'bad'}: ${comment}`] }),
      line,
    }
  })
  return { path, cases, checks: [{ grader: 'includes' }], exemplars: [], problems: [] }
}
