import { explanation } from '../problem/sentences.ts'
import type { Step, ViewReport } from '../protocol/page.ts'
import { count, counted } from '../text/numbers.ts'

/** What a decision on the best prompt of a run rests on. */
export type DecidedOn = Pick<ViewReport, 'initial' | 'best' | 'comparison' | 'chosenBy' | 'catalogue'>

/**
 * Whether the best prompt is a refinement: proven better on cases that the search never saw or, where none were kept apart,
 * seen to be better by a paired test on the cases that chose it. A description with which the right skill is loaded less
 * often, over the whole catalogue, is none. Only a refinement waits for review, and is written unasked.
 */
export const isRefinement = ({ initial, best, comparison, chosenBy, catalogue }: DecidedOn): boolean =>
  best.text !== initial.text && (comparison ?? chosenBy)?.verdict === 'better' && !costsOthers({ catalogue })

/** Whether the skills beside it lose more by a description than its own skill gains. */
export const costsOthers = ({ catalogue }: { readonly catalogue?: ViewReport['catalogue'] }): boolean =>
  catalogue !== undefined && (catalogue.right.after ?? 0) < (catalogue.right.before ?? 0)

/** Whether the best prompt was ahead, too few cases told whether it is better, and so many more would. */
export const moreCasesFor = ({ initial, best, comparison }: DecidedOn): number | undefined =>
  (best.test ?? 0) > (initial.test ?? 0) ? comparison?.power?.moreCases : undefined

/** Why nothing came of the candidates, where none of all could be used. */
export function unusableSentence(steps: readonly Pick<Step, 'candidates'>[]): string | undefined {
  const all = steps.flatMap(({ candidates }) => candidates)
  const problems = all.flatMap(({ status, problem }) => (status === 'rejected' && problem ? [problem] : []))
  if (all.length === 0 || problems.length < all.length) return undefined
  const timesOf = (code: string): number => problems.filter(problem => problem.code === code).length
  const [most] = problems.toSorted((a, b) => timesOf(b.code) - timesOf(a.code))
  if (most === undefined) return undefined
  const shared = timesOf(most.code) === all.length ? 'all' : `${count(timesOf(most.code))} of them`
  return `None of ${counted(all.length, 'candidate')} could be used, ${shared} for one reason: ${explanation(most)}`
}
