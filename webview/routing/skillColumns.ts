import type { QueryView, RoutingView } from '../../src/protocol/routingPage.ts'

/** The answer that stands for no skill; it has the last column. */
const none = 'none'

/**
 * The skills that have a column: those that own a query or are loaded for one, now or before, in the order of the
 * catalogue, and last of all none. A catalogue may hold a hundred more, to which nothing goes.
 */
export function columnsOf({ skills, queries }: Pick<RoutingView, 'skills' | 'queries'>): readonly string[] {
  const named = new Set(
    queries
      .flatMap(({ expected, answers, before }) => [...expected, ...answers, ...(before?.answers ?? [])])
      .filter(Boolean),
  )
  return [...skills.map(({ name }) => name).filter(name => named.has(name) && name !== none), none]
}

/** How a query's answers are spread over one column. */
export interface HeatCell {
  readonly column: number
  readonly count: number
  /** Share of the answers that could be read, 0 to 1. */
  readonly share: number
  readonly isRight: boolean
}

/** The cells that hold an answer; all others are empty. */
export function cellsOf(
  { expected, not }: Pick<QueryView, 'expected' | 'not'>,
  answers: readonly (string | null)[],
  columns: readonly string[],
): readonly HeatCell[] {
  const known = answers.filter(answer => answer !== null)
  const names = [...new Set(known)]
  return names.flatMap(name => {
    const column = columns.indexOf(name)
    const count = known.filter(answer => answer === name).length
    const isRight = expected.length > 0 ? expected.includes(name) : !not.includes(name)
    return column < 0 ? [] : [{ column, count, share: count / known.length, isRight }]
  })
}
