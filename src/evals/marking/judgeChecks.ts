import type { Check, EvalSet } from '../evalSet.ts'

/** The checks that only a judge model can decide; a group keeps those in it. */
export const judgeChecks = (checks: readonly Check[]): readonly Check[] =>
  checks.flatMap(check => {
    if (check.grader === 'judge' || check.grader === 'pairwise') return [check]
    const all = judgeChecks(check.all ?? [])
    return all.length === 0 ? [] : [{ ...check, all }]
  })

/** The checks with another rubric in place of one, wherever it stands. */
export const withRubric = (checks: readonly Check[], from: string, to: string): readonly Check[] =>
  checks.map(check => ({
    ...check,
    ...(check.value?.trim() === from.trim() && { value: to }),
    ...(check.all && { all: withRubric(check.all, from, to) }),
  }))

/**
 * Everything by which a judge decides in an eval set, as one text: what was found out about the judge holds as long as
 * it stays the same. Where only single cases are judged, that is their set, whose cases may come one after another.
 */
export const judgedBy = ({ checks, dialect, path }: Pick<EvalSet, 'checks' | 'dialect' | 'path'>): string => {
  const own = judgeChecks(checks)
  return JSON.stringify([dialect ?? null, own.length === 0 ? path : own])
}
