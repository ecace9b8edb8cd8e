import type { Problem } from '../../problem/problem.ts'
import type { Check, EvalSet } from '../evalSet.ts'
import { grade } from '../grading/grade.ts'
import { placeOf } from './place.ts'

/** Cases whose grader rejects all of their own expected answers, so that no answer can be right. No model is asked. */
export async function unreachable({ cases, checks, path, dialect }: EvalSet): Promise<readonly Problem[]> {
  const found: Problem[] = []
  for (const evalCase of cases) {
    const own = evalCase.checks ?? checks
    if (evalCase.expected.length === 0 || !own.every(comparesWithExpected)) continue
    const grades = await Promise.all(
      evalCase.expected.map(answer => grade(answer, evalCase, own, { ...(dialect && { dialect }) })),
    )
    if (!grades.every(given => given.ok && !given.value.passed)) continue
    const reason = grades.flatMap(given =>
      given.ok && given.value.reason !== undefined ? [given.value.reason] : [],
    )[0]
    found.push({
      code: 'case-unreachable',
      id: evalCase.id,
      detail: reason ?? 'it gave no reason',
      place: placeOf(evalCase, path),
    })
  }
  return found
}

/**
 * A check with a value of its own is not about the expected answer; a check that asks a model cannot be judged here.
 */
const comparesWithExpected = ({ value, values, negate, all = [] }: Check): boolean =>
  value === undefined && values === undefined && negate !== true && all.every(comparesWithExpected)
