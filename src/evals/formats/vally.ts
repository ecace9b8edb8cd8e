import { type Outcome, success } from '../../text/outcome.ts'
import type { Problem } from '../../text/problem.ts'
import { Ids } from '../cases.ts'
import { numberOf } from '../checks.ts'
import type { MapFile } from '../documents.ts'
import type { Case, Check, EvalSet } from '../evalSet.ts'
import type { Field, Fields } from '../fields.ts'
import { type AgentGrader, needsAgent, readGraders } from './agentGraders.ts'

/**
 * A Vally spec: stimuli with graders. Those that need only a model's answer are cases; one that stages files, runs
 * commands or looks at what an agent did is left out, with the reason.
 */
export function readVally(file: MapFile): Outcome<EvalSet> {
  const { path } = file
  const environment = file.field('environment')
  const threshold = numberOf(file.field('scoring')?.map?.threshold)
  const weights = file.field('scoring')?.map?.weights?.map ?? {}
  const cases: Case[] = []
  const problems: Problem[] = []
  const ids = new Ids()
  for (const row of file.rows('stimuli') ?? []) {
    const place = { path, line: row.line }
    if ('detail' in row) {
      problems.push({ code: 'broken-row', detail: row.detail, place })
      continue
    }
    const { fields, line } = row
    const prompt = fields.prompt?.text ?? ''
    const named = ids.of(fields.name?.text, prompt, place)
    problems.push(...named.problems)
    const graded = readGraders(fields.graders?.list ?? [], place, (type, config) => graderOf(type, config, weights))
    const detail = stages(environment) ?? stages(fields.environment) ?? turns(fields) ?? graded.reason
    if (detail) problems.push({ code: 'unsupported-case', id: named.id, detail, place })
    else if (prompt.trim() === '') problems.push({ code: 'broken-row', detail: 'it has no "prompt"', place })
    else {
      problems.push(...graded.problems)
      if (graded.checks.length === 0) problems.push({ code: 'missing-expected', id: named.id, place })
      const item = { id: named.id, vars: { prompt }, expected: [], checks: graded.checks, line }
      cases.push(threshold === undefined ? item : { ...item, threshold })
    }
  }
  return success({ path, cases, checks: [], dialect: 'skill', exemplars: [], problems })
}

function stages(environment: Field | undefined): string | undefined {
  const { files, commands } = environment?.map ?? {}
  if ((files?.list?.length ?? 0) > 0) return 'it stages files for an agent, and here a model is only asked'
  return (commands?.list?.length ?? 0) > 0 ? 'it runs commands first, and nothing is run here' : undefined
}

const turns = (fields: Fields): string | undefined =>
  fields.turns || fields.prompt?.list ? 'it goes on for several turns, and here a model answers once' : undefined

function graderOf(type: string, config: Fields, weights: Fields): AgentGrader {
  const base = type.replace('-not-', '-')
  const negate = (base !== type) !== (config.negate?.text === 'true')
  const weight = numberOf(weights[type])
  const more = { ...(negate && { negate }), ...(weight !== undefined && { weight }) }
  const one = (check: Check): AgentGrader => ({ checks: [{ ...check, ...more }] })
  switch (base) {
    case 'output-contains': {
      const ignoreCase = config.case_sensitive?.text !== 'true'
      const value = config.substring?.text
      return value === undefined
        ? { reason: 'has no "substring"' }
        : one({ grader: 'includes', value, ...(ignoreCase && { ignoreCase }) })
    }
    case 'output-matches': {
      const value = config.pattern?.text
      const ignoreCase = config.flags?.text.includes('i') === true
      return value === undefined
        ? { reason: 'has no "pattern"' }
        : one({ grader: 'regex', value, ...(ignoreCase && { ignoreCase }) })
    }
    case 'prompt': {
      const value = (config.prompt ?? config.rubric ?? config.criteria)?.text
      return value === undefined ? { reason: 'has no rubric of its own' } : one({ grader: 'judge', value })
    }
    case 'completed':
    case 'exit-success':
      return one({ grader: 'regex', value: '\\S' })
    default:
      return needsAgent
  }
}
