import type { Problem } from '../../problem/problem.ts'
import type { EvalSet } from '../evalSet.ts'
import { placeOf } from './place.ts'

interface Answered {
  readonly answer: string
  readonly passed: boolean
}

/** What one prompt answered, by case id; `again` is what came when the same was asked once more. */
export type PromptAnswers = ReadonlyMap<string, Answered & { readonly again?: readonly Answered[] }>

/** From this many prompts on, what they have in common says something about a case. */
export const fewestPrompts = 3

/** Cases that do not distinguish any prompts: either all prompts pass them, or none does. */
export function deadCases({ cases, path }: EvalSet, prompts: readonly PromptAnswers[]): readonly Problem[] {
  return cases.flatMap((evalCase): Problem[] => {
    const given = prompts.flatMap(answers => answers.get(evalCase.id) ?? [])
    const passed = given.filter(one => one.passed).length
    if (given.length < fewestPrompts || (passed > 0 && passed < given.length)) return []
    return [
      { code: 'case-dead', id: evalCase.id, passes: passed > 0, prompts: given.length, place: placeOf(evalCase, path) },
    ]
  })
}

/** Cases that a prompt passes once and fails another time, asked the same: the grade of one answer is chance there. */
export function flippingCases({ cases, path }: EvalSet, prompts: readonly PromptAnswers[]): readonly Problem[] {
  return cases.flatMap((evalCase): Problem[] => {
    const repeated = prompts.flatMap(answers => {
      const { passed, again = [] } = answers.get(evalCase.id) ?? {}
      return passed === undefined || again.length === 0 ? [] : [[passed, ...again.map(one => one.passed)]]
    })
    const flips = repeated.filter(all => all.includes(true) && all.includes(false)).length
    if (flips === 0) return []
    return [{ code: 'case-flips', id: evalCase.id, flips, prompts: repeated.length, place: placeOf(evalCase, path) }]
  })
}
