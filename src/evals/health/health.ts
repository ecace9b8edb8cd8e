import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { standsInPrompt, unreachable } from './accepted.ts'
import { nearDoubles, sameQuestions } from './alike.ts'
import { deadCases, doubtedLabels, type PromptAnswers } from './votes.ts'

/**
 * What is wrong with the cases of an eval set as they stand, beside a prompt's text. No model is asked: all of it is seen
 * in the cases themselves. `isTested` says which of them are kept for the test, where that is known.
 */
export async function caseTroubles(
  set: EvalSet,
  prompt: string,
  isTested: (evalCase: Case) => boolean,
): Promise<readonly Problem[]> {
  return [
    ...sameQuestions(set),
    ...nearDoubles(set, (a, b) => isTested(a) !== isTested(b)),
    ...(await unreachable(set)),
    ...standsInPrompt(set, prompt),
  ]
}

/** What the answers that earlier runs paid for say of the cases. */
export const answeredTroubles = async (
  set: EvalSet,
  prompts: readonly PromptAnswers[],
): Promise<readonly Problem[]> => [...(await doubtedLabels(set, prompts)), ...deadCases(set, prompts)]

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
