import type { Problem } from '../../problem/problem.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { askedText, nearDoubles, sameQuestions } from './alike.ts'
import { placeOf } from './place.ts'

/**
 * What is wrong with the cases of an eval set, as seen in the cases and the prompt's text alone. No model is asked and
 * nothing is graded. `isTested` says which cases are kept for the test, if that is known.
 */
export const caseTroubles = (
  set: EvalSet,
  prompt: string,
  isTested: (evalCase: Case) => boolean,
): readonly Problem[] => [
  ...sameQuestions(set),
  ...nearDoubles(set, (a, b) => isTested(a) !== isTested(b)),
  ...standsInPrompt(set, prompt),
]

/** Cases whose input occurs in the prompt: an example of the prompt tests nothing. */
function standsInPrompt({ cases, path }: EvalSet, prompt: string): readonly Problem[] {
  // Each input is looked for in the whole prompt.
  const text = plainly(prompt.slice(0, mostSearched))
  return cases.flatMap((evalCase): Problem[] => {
    const input = plainly(askedText(evalCase))
    return input.length >= leastInput && text.includes(input)
      ? [{ code: 'case-in-prompt', id: evalCase.id, place: placeOf(evalCase, path) }]
      : []
  })
}

/** An input of at least this many characters does not occur in a prompt by chance. */
const leastInput = 20

/** Characters of a prompt in which inputs are looked for. */
const mostSearched = 200_000

const plainly = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim()
