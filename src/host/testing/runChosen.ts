import type { CancellationToken, TestRun } from 'vscode'
import type { Features } from '../features.ts'
import { confirmMany } from './confirmMany.ts'
import { type Chosen, evaluateChosen } from './evaluation.ts'
import type { GivenAnswers } from './givenAnswers.ts'
import { judgeChosen } from './judgeTests.ts'
import { isMarkItem } from './markItems.ts'
import { isQueryItem } from './queryItems.ts'
import { routeChosen } from './queryTests.ts'

/** Runs the chosen tests: cases, then queries, then those marks that were `named` themselves. */
export async function runChosen(
  features: Features,
  given: GivenAnswers,
  run: TestRun,
  chosen: readonly Chosen[],
  named: ReadonlySet<string>,
  token: CancellationToken,
): Promise<void> {
  const marksOf = ({ cases }: Chosen) => cases.filter(child => isMarkItem(child) && named.has(child.id))
  for (const one of chosen)
    for (const child of [...one.cases.filter(child => !isMarkItem(child)), ...marksOf(one)]) run.enqueued(child)
  const evaluated = chosen.flatMap(one => onlyCases(one) ?? [])
  if (!(await confirmMany(features, evaluated))) return
  // One prompt after another, because each uses all the concurrent requests that the settings allow.
  for (const one of evaluated)
    if (!token.isCancellationRequested) await evaluateChosen(features, given, run, one, token)
  const queries = chosen.map(one => ({ ...one, cases: one.cases.filter(isQueryItem) }))
  await routeChosen(features, run, queries, token)
  for (const one of chosen) await judgeMarks(features, run, { ...one, cases: marksOf(one) }, token)
}

/** Puts the chosen marks of one prompt to its judge. */
export async function judgeMarks(
  features: Features,
  run: TestRun,
  marks: Chosen,
  token: CancellationToken,
): Promise<void> {
  if (token.isCancellationRequested) return
  const cancelling = token.onCancellationRequested(() => features.healths.cancel(marks.prompt))
  await judgeChosen(features, run, marks)
  cancelling.dispose()
}

/** A choice without its queries and marks; undefined if nothing else was chosen. */
function onlyCases(chosen: Chosen): Chosen | undefined {
  const cases = chosen.cases.filter(item => !isQueryItem(item) && !isMarkItem(item))
  return cases.length === 0 && chosen.cases.length > 0 ? undefined : { ...chosen, cases }
}
