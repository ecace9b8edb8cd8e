import type { Place, Problem } from '../../problem/problem.ts'
import type { Field, Fields } from './fields.ts'

/** A case that is left out, with the reason. */
export const leftOut = (cause: Problem, count = 1): Problem => ({
  code: 'cases-left-out',
  count,
  cause,
  ...(cause.place && { place: cause.place }),
})

/**
 * The problems of an eval set, with cases left out for the same reason reported once: their number, and the place of
 * the first. A check that is left out of many cases is also reported once.
 */
export function toldOnce(problems: readonly Problem[]): readonly Problem[] {
  const places = new Map<string, number>()
  const kept: Problem[] = []
  for (const problem of problems) {
    const key = keyOf(problem)
    const at = key === undefined ? undefined : places.get(key)
    const known = at === undefined ? undefined : kept[at]
    if (at !== undefined && known !== undefined) {
      kept[at] = together(known, problem)
      continue
    }
    if (key !== undefined) places.set(key, kept.length)
    kept.push(problem)
  }
  return kept
}

/** Problems with the same key are reported as one; undefined if a problem is always reported alone. */
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

/** What is said of the rows that are broken, at the place of the first. */
export function brokenRows(problems: readonly Problem[]): (LeftOut & { readonly place: Place }) | undefined {
  for (const problem of problems)
    if (problem.code === 'cases-left-out' && isBroken(problem.cause) && problem.place !== undefined)
      return { ...problem, place: problem.place }
  return undefined
}

type LeftOut = Extract<Problem, { readonly code: 'cases-left-out' }>

const isBroken = ({ code }: Problem): boolean => code === 'broken-row'

export const countBroken = (problems: readonly Problem[]): number => problems.filter(isBroken).length

/** More than a tenth of all rows: then something else is wrong than a slip. */
const areTooMany = (broken: number, cases: number): boolean => 10 * broken > broken + cases

/** The first broken row, if there are too many of them. */
export const tooBroken = (problems: readonly Problem[], cases: number): Problem | undefined =>
  areTooMany(countBroken(problems), cases) ? problems.find(isBroken) : undefined

/** From this many broken rows on, a file with too many of them is not read to its end. */
const mostBroken = 1000

/** Whether the rows so far show that no run can use the file, however it goes on. */
export const isBeyondUse = (broken: number, cases: number): boolean => broken >= mostBroken && areTooMany(broken, cases)

/** The marks by which a row says that it is not scored: nobody has accepted it yet, or its label is disputed. */
export const asideMarks = ['draft', 'disputed'] as const

export type AsideMark = (typeof asideMarks)[number]

/**
 * The mark of a row, if it has one. Only `true`, or a map that says where a draft comes from, is a mark; a text under
 * the same name is a variable.
 */
export const markOf = (fields: Fields, used: ReadonlySet<string> = new Set()): AsideMark | undefined =>
  asideMarks.find(mark => !used.has(mark) && isMark(fields[mark]))

const isMark = (field: Field | undefined): boolean =>
  field?.scalar === true || field?.map?.rule !== undefined || field?.map?.kind !== undefined

/** Why a marked case is left out. */
export const setAside = (mark: AsideMark, id: string, place: Place): Problem => ({
  code: mark === 'draft' ? 'case-draft' : 'case-disputed',
  id,
  place,
})
