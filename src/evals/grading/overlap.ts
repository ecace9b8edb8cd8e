import { treeBankTokenize } from 'js-rouge'

/**
 * BLEU of an answer against reference answers, 0 to 1 (Papineni et al. 2002, section 2.3):
 * min(1, exp(1 - r / c)) (p1 p2 p3 p4)^(1/4).
 * p_n is the share of the answer's runs of n words that the best reference contains, each counted at most as often as
 * there; c is the length of the answer, r the nearest length of a reference. Words are separated by spaces and
 * lower-cased. An answer of fewer than four words is measured by the lengths that it has; a length without any match
 * counts as 1e-7.
 */
export function bleu(answer: string, references: readonly string[]): number {
  const words = spaced(answer)
  if (words.length === 0 || references.length === 0) return 0
  const others = references.map(spaced)
  const logs = [1, 2, 3, 4]
    .filter(n => words.length >= n)
    .map(n => {
      const own = runs(words, n)
      const shared = Math.max(...others.map(other => overlap(own, runs(other, n))))
      return Math.log(shared === 0 ? 1e-7 : shared / (words.length - n + 1))
    })
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  return brevity(words.length, nearest(words.length, others)) * Math.exp(mean)
}

/**
 * ROUGE-1 of an answer against a reference, 0 to 1 (Lin 2004, section 2): F = 2 P R / (P + R) of the words that both
 * contain, where P is their share of the answer and R their share of the reference.
 */
export function rouge1(answer: string, reference: string): number {
  const [left, right] = [tokens(answer), tokens(reference)]
  return fMeasure(overlap(runs(left, 1), runs(right, 1)), left.length, right.length)
}

/**
 * ROUGE-L of an answer against a reference, 0 to 1 (Lin 2004, section 3): the same F of their longest common
 * subsequence.
 */
export function rougeL(answer: string, reference: string): number {
  const [left, right] = [tokens(answer), tokens(reference)]
  return fMeasure(commonLength(left, right), left.length, right.length)
}

const spaced = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')

const tokens = (text: string): string[] => treeBankTokenize(text.toLowerCase())

/** How often each run of `n` words occurs. */
function runs(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let start = 0; start + n <= words.length; start++) {
    const run = words.slice(start, start + n).join(' ')
    counts.set(run, (counts.get(run) ?? 0) + 1)
  }
  return counts
}

const overlap = (own: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number =>
  [...own].reduce((sum, [run, count]) => sum + Math.min(count, other.get(run) ?? 0), 0)

/** The reference length nearest to the answer's; on a tie, the shorter. */
const nearest = (length: number, others: readonly (readonly string[])[]): number =>
  others
    .map(other => other.length)
    .reduce((best, one) => {
      const nearer = Math.abs(one - length) - Math.abs(best - length)
      return nearer < 0 || (nearer === 0 && one < best) ? one : best
    })

const brevity = (length: number, reference: number): number =>
  length > reference ? 1 : Math.exp(1 - reference / length)

function fMeasure(shared: number, left: number, right: number): number {
  if (shared === 0) return 0
  const [precision, recall] = [shared / left, shared / right]
  return (2 * precision * recall) / (precision + recall)
}

function commonLength(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0)
  for (const word of left) {
    const next = [0]
    for (const [j, other] of right.entries())
      next.push(word === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0))
    row = next
  }
  return row[right.length] ?? 0
}
