import type { Check, EvalSet } from '../evalSet.ts'
import { deedGraders, type GraderName } from './graderNames.ts'

/** What grading has to request besides the task model, or to run. */
export interface Needs {
  readonly judge: boolean
  readonly embedding: boolean
  readonly code: boolean
  /** An agent that does something before it answers. */
  readonly runner: boolean
}

/** What the checks of an eval set need, including those of single cases and of groups. */
export function needs(evalSet: Judging): Needs {
  const used = new Set<string>()
  for (const { grader } of checksOf(evalSet)) used.add(grader)
  return {
    judge: used.has('judge') || used.has('pairwise'),
    embedding: used.has('similar'),
    code: used.has('javascript'),
    runner: deedGraders.some(name => used.has(name)),
  }
}

/** How many requests a check takes, unless it takes none; a comparison is asked for in both orders. */
const asks: Partial<Readonly<Record<GraderName, number>>> = { judge: 1, similar: 1, pairwise: 2 }

/** The largest number of requests, to a judge and an embedding model, that judging one answer takes without repeats. */
export function asksPerCase({ checks, cases }: Judging): number {
  const count = (list: readonly Check[]): number =>
    list.reduce((sum, { grader, all = [] }) => sum + (asks[grader] ?? count(all)), 0)
  return Math.max(
    0,
    ...new Set([count(checks), ...cases.map(evalCase => (evalCase.checks ? count(evalCase.checks) : 0))]),
  )
}

type Judging = Pick<EvalSet, 'checks' | 'cases'>

/** Every check of an eval set, including those of single cases; a group is followed by its members. */
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
