import { explanation } from '../problem/sentences.ts'
import type { Step, ViewReport } from '../protocol/page.ts'
import { count, counted } from '../text/numbers.ts'

/** What a decision about the best prompt of a run is based on. */
export type DecidedOn = Pick<ViewReport, 'initial' | 'best' | 'comparison' | 'chosenBy' | 'catalogue'>

/**
 * Whether the best prompt is a refinement: proven better on cases that the search never saw or, if there are none,
 * better by a paired test on the cases that chose it. A description with which the right skill is loaded less often
 * over the whole catalogue is not a refinement. Only a refinement waits for review, and may be written without asking.
 */
export const isRefinement = ({ initial, best, comparison, chosenBy, catalogue }: DecidedOn): boolean =>
  best.text !== initial.text && (comparison ?? chosenBy)?.verdict === 'better' && !costsOthers({ catalogue })

/** Whether the other skills lose more by a description than its own skill gains. */
export const costsOthers = ({ catalogue }: { readonly catalogue?: ViewReport['catalogue'] }): boolean =>
  catalogue !== undefined && (catalogue.right.after ?? 0) < (catalogue.right.before ?? 0)

/** How many more cases would be needed, if the best prompt was ahead but too few cases decided whether it is better. */
export const moreCasesFor = ({ initial, best, comparison }: DecidedOn): number | undefined =>
  (best.test ?? 0) > (initial.test ?? 0) ? comparison?.power?.moreCases : undefined

/** Why the candidates led to nothing, if none of them could be used. */
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
