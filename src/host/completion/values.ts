import type { Case } from '../../evals/evalSet.ts'
import { visibleLine } from '../../text/visible.ts'

/** The values of a placeholder over the cases of an eval set. */
export interface Values {
  /** The first few distinct values, each on one line and shortened if it is long. */
  readonly values: readonly string[]
  /** Number of distinct values. */
  readonly distinct: number
  /** Number of cases that have a value. */
  readonly filled: number
}

/** Few and short enough for a hover to be read at a glance. */
const most = 5
const longest = 80

export function valuesOf(name: string, cases: readonly Case[]): Values {
  const given = cases.flatMap(({ vars }) => {
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined
    return value === undefined ? [] : [value]
  })
  const distinct = [...new Set(given)]
  return { values: distinct.slice(0, most).map(shown), distinct: distinct.length, filled: given.length }
}

function shown(value: string): string {
  const characters = Array.from(visibleLine(value.slice(0, 2 * longest + 2)))
  if (characters.length === 0) return '(empty)'
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('')
}
