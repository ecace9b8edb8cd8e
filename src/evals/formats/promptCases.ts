import type { Place, Problem } from '../../problem/problem.ts'
import type { AgentCase, Case } from '../evalSet.ts'
import { needsFiles } from '../preparing/agentCases.ts'
import { type Cases, Ids } from '../reading/caseReader.ts'
import type { ReadChecks } from '../reading/checks.ts'
import type { MapFile } from '../reading/documents.ts'
import type { Fields } from '../reading/fields.ts'
import { leftOut as leftOutCase, markOf, setAside } from '../reading/leftOut.ts'

/** What an item says besides its prompt, read by the rules of its format. */
export interface Item extends ReadChecks {
  /** The name that its author gave it. */
  readonly name: string | undefined
  /** Absent if the format has no reference answers. */
  readonly expected?: readonly string[]
  /** Why it needs more than a model's answer; undefined if it does not. */
  readonly leftOut: string | undefined
  /** Whether nothing can judge an answer to it. */
  readonly isUnjudged: boolean
  readonly threshold?: number
  /** The files that an agent needs for it; without an agent it is left out. */
  readonly needs?: readonly string[]
  /** Why it is left out without an agent, if its checks look at what one did. */
  readonly byAgent?: string | undefined
}

/** The cases of a list whose items send a `prompt` to a model. An item that needs more is left out, with the reason. */
export function readPromptCases(
  file: MapFile,
  list: string,
  read: (fields: Fields, place: Place) => Item,
): Cases & { readonly forAgent: readonly AgentCase[] } {
  const { path } = file
  const cases: Case[] = []
  const forAgent: AgentCase[] = []
  const problems: Problem[] = []
  const ids = new Ids()
  for (const row of file.rows(list) ?? []) {
    const place = { path, line: row.line }
    if ('detail' in row) {
      problems.push({ code: 'broken-row', detail: row.detail, place })
      continue
    }
    const { fields, line } = row
    const prompt = fields.prompt?.text ?? ''
    const { name, expected, leftOut, checks, threshold, needs = [], byAgent, ...item } = read(fields, place)
    const { id, problems: doubled } = ids.of(name, expected ? [prompt, expected] : prompt, place)
    problems.push(...doubled)
    const mark = markOf(fields)
    if (mark) problems.push(setAside(mark, id, place))
    else if (leftOut) problems.push({ code: 'unsupported-case', id, detail: leftOut, place })
    else if (prompt.trim() === '') problems.push({ code: 'broken-row', detail: 'it has no "prompt"', place })
    else {
      // If not all graders can judge an answer, its score would differ from what its author meant.
      const at = list === 'stimuli' ? 'graders' : 'expected'
      const unjudged: Problem | undefined = item.isUnjudged ? { code: 'no-assertion', at, place } : undefined
      const trouble = item.problems[0] ?? unjudged
      if (trouble) {
        problems.push(leftOutCase(trouble))
        continue
      }
      const judged = { checks, ...(threshold !== undefined && { threshold }) }
      const evalCase = { id, vars: { prompt }, expected: expected ?? [], ...judged, line }
      const without = byAgent ?? (needs.length > 0 ? needsFiles : undefined)
      if (without === undefined) cases.push(evalCase)
      else {
        forAgent.push({ ...evalCase, needs, without })
        problems.push({ code: 'unsupported-case', id, detail: without, place })
      }
    }
  }
  return { cases, problems, forAgent }
}

export const severalTurns = 'it goes on for several turns, and here a model answers once'
