import { type Outcome, success } from '../../problem/outcome.ts'
import type { Check, EvalSet } from '../evalSet.ts'
import type { MapFile } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { type AgentGrader, needsAgent, readGraders, textsOf } from './agentGraders.ts'
import { readPromptCases } from './promptCases.ts'

/** Whether a file belongs to the skill validator for .NET: only that tool has scenarios with a prompt. */
export const isSkillScenarios = (file: MapFile): boolean => {
  for (const row of file.rows('scenarios') ?? []) return 'fields' in row && row.fields.prompt !== undefined
  return false
}

/**
 * The scenarios of the skill validator for .NET. One that needs only a model's answer becomes a case; one that prepares
 * files or looks at an agent's actions is left out, with the reason.
 */
export function readSkillScenarios(file: MapFile): Outcome<EvalSet> {
  const read = readPromptCases(file, 'scenarios', (fields, place) => {
    const graded = readGraders(fields.assertions?.list ?? [], place, graderOf)
    const rubric = textsOf(fields.rubric).map((value): Check => ({ grader: 'judge', value }))
    const checks = [...graded.checks, ...rubric]
    return {
      name: fields.name?.text,
      leftOut: needsMore(fields) ?? graded.reason,
      checks,
      problems: graded.problems,
      isUnjudged: checks.length === 0,
    }
  })
  return success({ path: file.path, ...read, checks: [], dialect: 'skill', exemplars: [] })
}

function needsMore({ setup, expect_tools, reject_tools }: Fields): string | undefined {
  if (setup?.map) return 'it sets files up for an agent, and here a model is only asked'
  return holds(expect_tools) || holds(reject_tools)
    ? 'it expects an agent to use tools, and here a model only answers'
    : undefined
}

const holds = (field: Field | undefined): boolean => (field?.list?.length ?? 0) > 0

function graderOf(type: string, _: Fields, own: Fields): AgentGrader {
  const negate = type.includes('_not_') && { negate: true }
  const value = (own.value ?? own.pattern)?.text
  switch (type.replace('_not_', '_')) {
    case 'output_contains':
      return value === undefined
        ? { reason: 'has no "value"' }
        : { checks: [{ grader: 'includes', value, ignoreCase: true, ...negate }] }
    case 'output_matches':
      return value === undefined
        ? { reason: 'has no "pattern"' }
        : { checks: [{ grader: 'regex', value, ignoreCase: true, ...negate }] }
    default:
      return needsAgent
  }
}
