import { type Outcome, success } from '../../problem/outcome.ts'
import type { Check, EvalSet } from '../evalSet.ts'
import { isPattern } from '../pairing/paths.ts'
import { numberOf } from '../reading/checks.ts'
import type { MapFile } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { type AgentGrader, needsAgent, readGraders } from './agentGraders.ts'
import { readPromptCases, severalTurns } from './promptCases.ts'

/**
 * A Vally spec: stimuli with graders. Those that need only a model's answer become cases, and those that look for files
 * cases for an agent; one that prepares files, runs commands or looks at an agent's other actions is left out, with the
 * reason.
 */
export function readVally(file: MapFile): Outcome<EvalSet> {
  const environment = file.field('environment')
  const threshold = numberOf(file.field('scoring')?.map?.threshold)
  const weights = file.field('scoring')?.map?.weights?.map ?? {}
  const read = readPromptCases(file, 'stimuli', (fields, place) => {
    const { checks, problems, reason, byAgent } = readGraders(fields.graders?.list ?? [], place, (type, config) =>
      graderOf(type, config, weights),
    )
    return {
      name: fields.name?.text,
      leftOut: stages(environment) ?? stages(fields.environment) ?? turns(fields) ?? reason,
      checks,
      problems,
      isUnjudged: checks.length === 0,
      byAgent,
      ...(threshold !== undefined && { threshold }),
    }
  })
  const { forAgent, ...rest } = read
  const more = forAgent.length > 0 && { forAgent }
  return success({ path: file.path, ...rest, checks: [], dialect: 'skill', exemplars: [], ...more })
}

function stages(environment: Field | undefined): string | undefined {
  const { files, commands } = environment?.map ?? {}
  if ((files?.list?.length ?? 0) > 0) return 'it stages files for an agent, and here a model is only asked'
  return (commands?.list?.length ?? 0) > 0 ? 'it runs commands first, and nothing is run here' : undefined
}

const turns = (fields: Fields): string | undefined => (fields.turns || fields.prompt?.list ? severalTurns : undefined)

function graderOf(type: string, config: Fields, weights: Fields): AgentGrader {
  const base = type.replace('-not-', '-')
  const negate = (base !== type) !== (config.negate?.text === 'true')
  const weight = numberOf(weights[type])
  const more = { ...(negate && { negate }), ...(weight !== undefined && { weight }) }
  const one = (check: Check) => ({ checks: [{ ...check, ...more }] })
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
    case 'file-exists':
    case 'file-contains': {
      const { path, value } = config
      if (path === undefined || (base === 'file-contains' && value === undefined))
        return { reason: 'names no "path", or no "value" to look for' }
      if (isPattern(path.text)) return { reason: 'names its files by a pattern, and here one file is looked at' }
      const check: Check =
        base === 'file-exists'
          ? { grader: 'file-exists', value: path.text }
          : { grader: 'file-contains', file: path.text, ...(value && { value: value.text }) }
      return { ...one(check), byAgent: true }
    }
    case 'completed':
    case 'exit-success':
      return one({ grader: 'regex', value: '\\S' })
    default:
      return needsAgent
  }
}
