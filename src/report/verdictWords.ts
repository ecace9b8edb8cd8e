import type { ViewReport } from '../protocol/page.ts'
import { count, counted, luck, percent, points } from '../text/numbers.ts'
import { moreCasesFor } from './refinement.ts'

/** What a run found, in the words used everywhere: a short heading, and the figures behind it. */
export interface VerdictWords {
  readonly head: string
  readonly detail: string
}

/** How a run ended for the prompt; `untested` if there are no test cases, `none` if the original is still the best. */
export type VerdictName = NonNullable<ViewReport['comparison']>['verdict'] | 'untested' | 'none'

export const verdictHeads = {
  better: 'Better than your prompt',
  worse: 'Worse than your prompt',
  'not distinguishable': 'Not distinguishable from your prompt',
  untested: 'Not tested',
  none: 'No better prompt was found',
} as const satisfies Record<VerdictName, string>

/** The same behind a run's figures in a list. */
export const verdictsInShort = {
  better: 'better',
  worse: 'worse',
  'not distinguishable': 'not distinguishable',
  untested: 'not tested',
  none: 'nothing better found',
} as const satisfies Record<VerdictName, string>

export const findingOf = ({ initial, best, comparison }: Found): VerdictName =>
  best.text === initial.text ? 'none' : (comparison?.verdict ?? 'untested')

/** The heading; a gain that more cases could prove is not called a tie, unless luck alone explains it as well. */
export const headOf = (report: Found): string =>
  moreCasesFor(report) === undefined || (report.comparison?.pValue ?? 1) >= evenOdds
    ? verdictHeads[findingOf(report)]
    : 'Probably better, not proven'

/** From this p-value on it is no less likely that nothing but luck tells the prompts apart. */
const evenOdds = 0.5

/** `testCases` is the size of the test split, if known: a reserved split may not have been opened. */
export function verdictWords(report: Found, testCases?: number): VerdictWords {
  const finding = findingOf(report)
  return { head: headOf(report), detail: detailOf(report, finding, testCases) }
}

/** The same in one sentence. */
export function verdictSentence(report: Found, testCases?: number): string {
  const { head, detail } = verdictWords(report, testCases)
  return `${head}: ${detail}.`
}

type Found = Pick<ViewReport, 'initial' | 'best' | 'comparison' | 'chosenBy' | 'stop'>

function detailOf(
  { initial, best, comparison, stop }: Found,
  finding: VerdictName,
  testCases: number | undefined,
): string {
  if (finding === 'none')
    return initial.test === null
      ? `yours scores ${percent(initial.validation)} on the validation cases`
      : `yours scores ${percent(initial.test)} on the test cases`
  if (comparison === null) {
    const unopened = testCases === undefined ? stop === 'cancelled' : testCases > 0
    const why = unopened ? 'the test cases were not scored' : 'no test cases were kept apart'
    return `${percent(best.validation)} on the validation cases that chose it, before ${percent(initial.validation)}; ${why}, so this is no proof`
  }
  const { cases, fixed, broken, interval } = comparison
  const evidence = `95 % interval ${points(interval[0])} to ${points(interval[1])}, chance of this by luck alone ${luck(comparison.pValue)}; ${counted(fixed, 'case')} fixed, ${count(broken)} broken`
  const where = `on ${counted(cases, 'test case')} that the search never saw`
  if (initial.test === null || best.test === null) return `${where} (${evidence})`
  return `${percent(best.test)} ${where}, before ${percent(initial.test)} (${points(best.test - initial.test)} points, ${evidence})`
}
