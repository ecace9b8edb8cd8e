import type { Case } from '../evalSet.ts'
import { smallestGain } from '../scoring/power.ts'

/** What an eval set can show, and of which answers it has too few cases. */
export interface Enough {
  /** Number of cases that are kept for the test. */
  readonly test: number
  /** The smallest gain, 0 to 1, that the test shows in four runs of five; null if it cannot show any. */
  readonly smallestGain: number | null
  /** Answers of a closed list with fewer cases than every split needs. */
  readonly few: readonly { readonly label: string; readonly cases: number }[]
}

/** With fewer cases of a label, the split of 20, 40 and 40 % leaves one of the splits without it. */
const fewest = 5

/** Up to this many answers, each given by several cases, are a closed list. */
const mostLabels = 12

/** `tested` are the cases that are kept for the test. Grades are taken to be pass or fail. */
export function enoughOf(cases: readonly Case[], tested: number): Enough {
  const gain = tested === 0 ? undefined : smallestGain(tested)
  const labels = labelsWith(cases)
  return {
    test: tested,
    smallestGain: gain ?? null,
    few: labels.filter(one => one.cases < fewest).toSorted((a, b) => a.cases - b.cases),
  }
}

/** The labels of a set with their numbers of cases; none if the answers are open. */
function labelsWith(cases: readonly Case[]): Enough['few'] {
  const counts = new Map<string, number>()
  for (const { expected } of cases) for (const label of expected) counts.set(label, (counts.get(label) ?? 0) + 1)
  const isClosed = counts.size >= 2 && counts.size <= mostLabels && cases.length >= 3 * counts.size
  return isClosed ? Array.from(counts, ([label, number]) => ({ label, cases: number })) : []
}
