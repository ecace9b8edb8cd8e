/** Up to this many answers are a closed list of labels. */
export const mostLabels = 12

/**
 * The labels among the reference answers of cases, in order of first appearance and each with the number of times it is
 * given, if the answers are a closed list: 2 to 12, each given `each` times on average. Empty if they are open.
 */
export function labelsAmong(answers: readonly string[], each = 3): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const isClosed = counts.size >= 2 && counts.size <= mostLabels && answers.length >= each * counts.size
  return isClosed ? counts : new Map()
}
