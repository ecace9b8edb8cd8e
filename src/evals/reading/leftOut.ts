import type { Problem } from '../../problem/problem.ts'

/** A case that is left out, with the reason. */
export const leftOut = (cause: Problem, count = 1): Problem => ({
  code: 'cases-left-out',
  count,
  cause,
  ...(cause.place && { place: cause.place }),
})

/**
 * The problems of an eval set, in which what is left out for one reason is told once: how many cases, the first of them
 * with its place. A check that is left out of many is told once, too.
 */
export function toldOnce(problems: readonly Problem[]): readonly Problem[] {
  const groups = new Map<string, Problem>()
  const kept: Problem[] = []
  for (const problem of problems) {
    const key = keyOf(problem)
    const known = key === undefined ? undefined : groups.get(key)
    if (key === undefined) kept.push(problem)
    else if (known === undefined) {
      groups.set(key, problem)
      kept.push(problem)
    } else {
      const both = together(known, problem)
      groups.set(key, both)
      kept[kept.indexOf(known)] = both
    }
  }
  return kept
}

/** What two problems have in common that are told as one; undefined where a problem is always told for itself. */
function keyOf(problem: Problem): string | undefined {
  const { place: _, ...said } = causeOf(problem)
  switch (problem.code) {
    case 'cases-left-out':
    case 'unsupported-case':
      return JSON.stringify('id' in said ? { ...said, id: undefined } : said)
    case 'check-left-out':
    case 'quotes-relaxed':
      return JSON.stringify(said)
    default:
      return undefined
  }
}

const causeOf = (problem: Problem): Problem => (problem.code === 'cases-left-out' ? problem.cause : problem)

function together(one: Problem, other: Problem): Problem {
  const isLeftOut = one.code === 'cases-left-out' || one.code === 'unsupported-case'
  return isLeftOut ? leftOut(causeOf(one), countOf(one) + countOf(other)) : one
}

const countOf = (problem: Problem): number => (problem.code === 'cases-left-out' ? problem.count : 1)
