import type { EvalSet } from '../evalSet.ts'
import { readSchema } from './jsonAnswer.ts'
import { asksPerCase, checksOf, type Needs, needs } from './needs.ts'

/** Everything that judging the answers of an eval set requires. */
export interface Demands extends Needs {
  /** The largest number of requests that judging one answer takes. */
  readonly asks: number
  /** What is wrong with the first invalid schema. */
  readonly badSchema?: string
}

type Judging = Pick<EvalSet, 'checks' | 'cases'>

export function demandsOf(evalSet: Judging): Demands {
  const badSchema = brokenSchema(evalSet)
  return { ...needs(evalSet), asks: asksPerCase(evalSet), ...(badSchema !== undefined && { badSchema }) }
}

/** What two parts of an eval set require together. */
export const bothDemands = (one: Demands, other: Demands): Demands => ({
  ...other,
  ...one,
  judge: one.judge || other.judge,
  embedding: one.embedding || other.embedding,
  code: one.code || other.code,
  runner: one.runner || other.runner,
  asks: Math.max(one.asks, other.asks),
})

/** Schemas that are filled from the cases are only checked with the answer. */
function brokenSchema(evalSet: Judging): string | undefined {
  for (const { grader, value } of checksOf(evalSet)) {
    if (!value || value.includes('{{') || (grader !== 'is-json' && grader !== 'includes-json')) continue
    const schema = readSchema(value)
    if (typeof schema === 'string') return schema
  }
  return undefined
}
