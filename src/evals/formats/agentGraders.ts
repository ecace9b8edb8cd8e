import type { Place } from '../../problem/problem.ts'
import type { Check } from '../evalSet.ts'
import { patternProblems, type ReadChecks } from '../reading/checks.ts'
import type { Field, Fields } from '../reading/fields.ts'

/**
 * What a grader for agent runs becomes: checks of the answer, or of what an agent did, which are `byAgent`; or the reason
 * why there are none.
 */
export type AgentGrader = { readonly checks: readonly Check[]; readonly byAgent?: true } | { readonly reason: string }

/**
 * Reads a list of graders by their `type`, with their `config` or the fields beside it. If there are no checks for one, the
 * case is left out, and the first such grader is the reason; `byAgent` says why it is left out where no agent answers.
 */
export function readGraders(
  graders: readonly Field[],
  place: Place,
  read: (type: string, config: Fields, own: Fields) => AgentGrader,
): ReadChecks & { reason?: string; byAgent?: string } {
  const checks: Check[] = []
  let byAgent: string | undefined
  const problems: ReadChecks['problems'] = []
  for (const { map, line } of graders) {
    const type = map?.type?.text ?? ''
    const found = read(type, map?.config?.map ?? {}, map ?? {})
    if ('reason' in found) return { checks, problems, reason: `its grader "${type}" ${found.reason}` }
    if (found.byAgent) byAgent ??= `its grader "${type}" ${needsAgent.reason}`
    const at = line === undefined ? place : { ...place, line }
    problems.push(...found.checks.flatMap(check => patternProblems(check, at)))
    checks.push(...found.checks)
  }
  return { checks, problems, ...(byAgent !== undefined && { byAgent }) }
}

export const textsOf = (field: Field | undefined): string[] =>
  field === undefined ? [] : (field.list?.map(({ text }) => text) ?? [field.text])

export const needsAgent = { reason: 'looks at what an agent did, and here a model only answers' } as const
