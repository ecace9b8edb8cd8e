import type { CrossFit } from '../run/kinds/crossFit.ts'
import { counted, points, pValue } from '../text/numbers.ts'
import { fewTestCases } from './fewTestCases.ts'
import { verdictHeads } from './verdictWords.ts'

/** What cross-fitting has shown: about the search, and so about the prompt that it found on all cases. */
export function crossFitSentence({ cases, difference, interval, pValue: p, verdict }: CrossFit): string {
  const evidence = `${points(difference)} points over ${counted(cases, 'case')}, 95 % interval ${points(interval[0])} to ${points(interval[1])}, ${pValue(p)}`
  return `${verdictHeads[verdict]}, by cross-fitting: what a search finds on one half of the cases, tested on the other half (${evidence}). The prompt of the last run was found on all cases by the same search, and has no test of its own.`
}

/** Offered before anything is spent, where a test split decides little, whatever a cap leaves of it. */
export const crossFitOffer = (cases: number): string =>
  `Fewer than ${fewTestCases} test cases decide little. With --cross-fit every one of ${counted(cases, 'case')} is tested, in three runs that share the caps.`
