import type { Check, EvalSet } from '../evalSet.ts'

/** What grading has to ask beside the task model, or to run. */
export interface Needs {
  readonly judge: boolean
  readonly embedding: boolean
  readonly code: boolean
}

/** What the checks of an eval set need, those of single cases and in groups included. */
export function needs(evalSet: Judging): Needs {
  const used = new Set<string>()
  for (const { grader } of checksOf(evalSet)) used.add(grader)
  return { judge: used.has('judge'), embedding: used.has('similar'), code: used.has('javascript') }
}

/** The most requests that judging one answer takes, to a judge model and an embedding model, where none is repeated. */
export function asksPerCase({ checks, cases }: Judging): number {
  const count = (list: readonly Check[]): number =>
    list.reduce((sum, { grader, all = [] }) => sum + (grader === 'judge' || grader === 'similar' ? 1 : count(all)), 0)
  return Math.max(
    0,
    ...new Set([count(checks), ...cases.map(evalCase => (evalCase.checks ? count(evalCase.checks) : 0))]),
  )
}

type Judging = Pick<EvalSet, 'checks' | 'cases'>

/** Every check of an eval set, those of single cases and groups with what is in them included. */
export function* checksOf({ checks, cases }: Judging): Generator<Check> {
  yield* within(checks)
  for (const evalCase of cases) if (evalCase.checks) yield* within(evalCase.checks)
}

function* within(checks: readonly Check[]): Generator<Check> {
  for (const check of checks) {
    yield check
    if (check.all) yield* within(check.all)
  }
}
