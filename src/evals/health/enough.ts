import { labelsAmong } from '../closedList.ts'
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

/** `tested` are the cases that are kept for the test. Grades are taken to be pass or fail. */
export function enoughOf(cases: readonly Case[], tested: number): Enough {
  const gain = tested === 0 ? undefined : smallestGain(tested)
  const labels = labelsAmong(cases.flatMap(({ expected }) => expected))
  return {
    test: tested,
    smallestGain: gain ?? null,
    few: Array.from(labels, ([label, times]) => ({ label, cases: times }))
      .filter(one => one.cases < fewest)
      .toSorted((a, b) => a.cases - b.cases),
  }
}
