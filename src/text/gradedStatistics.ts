import type { Random } from './random.ts'
import { type Interval, studentQuantile, wilsonAround, z95 } from './statistics.ts'

/**
 * The 95 % interval of a mean grade, from the sum of the grades, 0 to 1 each, the sum of their squares, and how many they
 * are, at least one. It is Wilson's, on as many passes and failures as would leave the mean as uncertain as the grades do,
 * and at Student's quantile in so far as their spread had to be estimated. Where all grades are 0 or 1 it is Wilson's
 * own. Measured over fifteen kinds of grades it covers 93.8 to 97 % from five cases on, and up to 99.5 % where there are
 * five cases and a handful of possible grades.
 */
export function meanInterval(sum: number, squares: number, n: number): Interval {
  const mean = sum / n
  const most = mean * (1 - mean)
  const variance = n < 2 ? 0 : Math.max(0, squares - n * mean * mean) / (n - 1)
  // Grades that are all alike show no spread, which is no sign that there is none.
  if (variance < 1e-12 || most < 1e-12) return wilsonAround(mean, n, z95)
  const share = Math.min(1, variance / most)
  const student = studentQuantile(n - 1)
  return wilsonAround(mean, n / share, z95 + (student - z95) * (1 - share * share))
}

/** Up to so many cases every choice of them is looked at: 65,536. */
const mostExact = 16
/** Choices that are drawn where there are more cases. The p-value is then off by at most 0.007 where it is 0.05. */
const draws = 3999

/**
 * Compares two prompts by the differences of their grades, case by case, -1 to 1 each: a 95 % interval of the mean
 * difference, and the two-sided p-value of the test that flips the signs of the differences, above 0 to 1, which is exact
 * up to 16 cases. Cases are what is counted: a case that was asked several times is one case, with its mean grade.
 *
 * The interval is Student's, with turned cases added in both directions where most cases did not change, as Bonett and
 * Price (2012) do for passes and failures: a few changes among many cases tell little of those to come. It never
 * contradicts the test. Where the test sees nothing it holds 0; where the test sees a difference and it would hold 0, it
 * begins where the test does, at one of the means of some of the cases that bound the differences not refused (Hartigan
 * 1969). Throws a RangeError without differences.
 */
export function compareGrades(
  differences: readonly number[],
  rng: Random,
): { readonly interval: Interval; readonly pValue: number } {
  if (differences.length === 0) throw new RangeError('A comparison needs at least one case.')
  const means = (differences.length <= mostExact ? allMeans(differences) : drawnMeans(differences, rng)).sort()
  // The cases as they are, with no sign flipped, are one choice more.
  const choices = means.length + 1
  const below = 1 + means.filter(mean => mean <= rounding).length
  const above = 1 + means.filter(mean => mean >= -rounding).length
  const pValue = Math.min(1, (2 * Math.min(below, above)) / choices)
  const [low, high] = studentInterval(differences)
  if (pValue >= 0.05) return { interval: [Math.min(low, 0), Math.max(high, 0)], pValue }
  const last = Math.floor(0.025 * choices)
  if (below < above) return { interval: [low > 0 ? low : (means[last - 1] ?? 0), high], pValue }
  return { interval: [low, high < 0 ? high : (means[means.length - last] ?? 0)], pValue }
}

/** Sums of the same grades differ by this much with their order. */
const rounding = 1e-12

/** The mean difference of every choice of cases but the empty one. */
function allMeans(differences: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** differences.length)
  const counts = new Uint8Array(sums.length)
  for (let choice = 1; choice < sums.length; choice++) {
    const last = 31 - Math.clz32(choice)
    const others = choice - 2 ** last
    sums[choice] = (sums[others] ?? 0) + (differences[last] ?? 0)
    counts[choice] = (counts[others] ?? 0) + 1
  }
  return sums.subarray(1).map((sum, index) => sum / (counts[index + 1] ?? 1))
}

/** The same for choices that are drawn, each case with an even chance. */
const drawnMeans = (differences: readonly number[], rng: Random): Float64Array =>
  Float64Array.from({ length: draws }, () => {
    let [sum, count] = [0, 0]
    for (const difference of differences) {
      if (rng() >= 0.5) continue
      sum += difference
      count++
    }
    return count === 0 ? 0 : sum / count
  })

function studentInterval(differences: readonly number[]): Interval {
  const n = differences.length
  const unchanged = differences.filter(difference => difference === 0).length / n
  const added = unchanged * unchanged
  const largest = Math.max(...differences.map(Math.abs)) || 1
  const sum = differences.reduce((total, difference) => total + difference, 0)
  const squares = differences.reduce((total, difference) => total + difference * difference, 0)
  const weight = n + 2 * added
  const mean = sum / weight
  const variance = Math.max(0, squares + 2 * added * largest * largest - weight * mean * mean) / (weight - 1)
  if (n === 1) return [-1, 1]
  const spread = studentQuantile(n - 1) * Math.sqrt(variance / weight)
  return [Math.max(-1, Math.min(mean - spread, sum / n)), Math.min(1, Math.max(mean + spread, sum / n))]
}
