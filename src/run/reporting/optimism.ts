import type { Random } from '../../text/random.ts'

/** Number of resamples: the estimate then varies by less than a tenth of a point from seed to seed. */
const resamples = 2000

/**
 * What the best of several prompts scores on cases that did not choose it, 0 to 1, given the grades of each prompt on
 * the same cases. This is the bootstrap bias correction (BBC-CV) of Tsamardinos, Greasidou and Borboudakis 2018 (arXiv
 * 1708.07180): for each bootstrap sample b of the cases, drawn with replacement, the prompt with the best mean on b is
 * scored on the cases not in b; the result is the mean over all b. It is free of the luck of the choice. Undefined if
 * there is no choice, or if there are too few cases to leave some out.
 */
export function correctedBest(rows: readonly (readonly number[])[], rng: Random): number | undefined {
  const cases = rows[0]?.length ?? 0
  if (rows.length < 2 || cases < 5) return undefined
  let [sum, counted] = [0, 0]
  for (let draw = 0; draw < resamples; draw++) {
    const times = new Uint16Array(cases)
    for (let left = cases; left > 0; left--) {
      const drawn = Math.floor(rng() * cases)
      times[drawn] = (times[drawn] ?? 0) + 1
    }
    const chosen = bestBy(rows, times)
    let [left, out] = [0, 0]
    chosen.forEach((grade, index) => {
      if (times[index] !== 0) return
      left += grade
      out++
    })
    if (out === 0) continue
    sum += left / out
    counted++
  }
  return counted === 0 ? undefined : sum / counted
}

/** The row with the highest sum of grades, each counted as often as it was drawn; on a tie, the first. */
function bestBy(rows: readonly (readonly number[])[], times: Uint16Array): readonly number[] {
  const total = (row: readonly number[]): number =>
    row.reduce((sum, grade, index) => sum + grade * (times[index] ?? 0), 0)
  let [best, highest]: [readonly number[], number] = [[], Number.NEGATIVE_INFINITY]
  for (const row of rows) {
    const sum = total(row)
    if (sum > highest) [best, highest] = [row, sum]
  }
  return best
}
