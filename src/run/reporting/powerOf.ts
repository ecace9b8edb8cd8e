import type { CaseResult } from '../../evals/evalSet.ts'
import { pairedGrades } from '../../evals/scoring/evaluate.ts'
import { casesToSee, gradedCasesToSee, smallestGain, smallestGradedGain } from '../../evals/scoring/power.ts'
import type { Comparison, Power } from '../kinds/comparison.ts'

/** A gain of the mean grade of 5 points is worth more cases, even if less was observed. */
const worthwhile = 0.05

/**
 * What the cases of a comparison can show. This depends on how much the two prompts' results differ: for pass or fail
 * on the share of cases that got worse, otherwise on the spread of the differences.
 */
export function powerOf(
  before: readonly CaseResult[],
  after: readonly CaseResult[],
  { verdict, interval }: Pick<Comparison, 'verdict' | 'interval'>,
): Power {
  const grades = pairedGrades(before, after)
  const n = grades.length
  const differences = grades.map(([from, to]) => to - from)
  const seen = mean(differences)
  const isOpen = verdict === 'not distinguishable' && seen > 0 && interval[1] > worthwhile
  const wanted = Math.max(seen, worthwhile)
  const isGraded = grades.flat().some(grade => grade !== 0 && grade !== 1)
  // (k + 1/2) / (n + 1), the mean with Jeffreys' prior, because seeing no loss does not prove that there never is one.
  const lost = (differences.filter(difference => difference < 0).length + 0.5) / (n + 1)
  const deviation = Math.sqrt((n / Math.max(1, n - 1)) * mean(differences.map(one => (one - seen) ** 2)))
  const smallest = isGraded ? smallestGradedGain(n, deviation) : smallestGain(n, lost)
  const needed = isGraded ? gradedCasesToSee(wanted, deviation) : casesToSee({ gained: lost + wanted, lost })
  const isTooFew = isOpen && needed !== undefined && needed > n
  return { smallest: smallest ?? null, ...(isTooFew && { moreCases: rounded(needed - n) }) }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** An estimate has at most two significant digits, and an eval set grows by at least one case. */
const rounded = (cases: number): number => {
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(cases)) - 1)
  return Math.ceil(cases / digit) * digit
}
