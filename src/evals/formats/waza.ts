import { type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Case, Check, EvalSet } from '../evalSet.ts'
import { filesMatching, folderOf, isPattern, joined } from '../pairing/paths.ts'
import { Ids } from '../reading/caseReader.ts'
import type { ReadChecks } from '../reading/checks.ts'
import { type MapFile, open } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { leftOut } from '../reading/leftOut.ts'
import { type Reading, textOf } from '../reading/reading.ts'
import { type AgentGrader, needsAgent, readGraders, textsOf } from './agentGraders.ts'

/**
 * A Waza suite: task files, found by patterns relative to the suite. A task that needs only a model's answer becomes a
 * case; one with files, expected tool calls or graders of an agent's run is left out, with the reason.
 */
export function* readWaza(file: MapFile): Reading<Outcome<EvalSet>> {
  const { path } = file
  const shared = file.field('graders')?.list ?? []
  const cases: Case[] = []
  const problems: Problem[] = []
  const ids = new Ids()
  const tasks = file.field('tasks')
  for (const pattern of tasks?.list ?? []) {
    if (pattern.map || pattern.list) {
      const place = { path, line: pattern.line ?? 1 }
      problems.push({ code: 'broken-row', detail: 'a task is named by the path of its file, as Waza reads it', place })
      continue
    }
    const at = joined(folderOf(path), pattern.text)
    const paths = isPattern(at) ? yield* filesMatching(at) : [at]
    if (paths.length === 0) problems.push({ code: 'file-not-found', place: { path: at } })
    for (const taskPath of paths) {
      const read = yield* readTask(taskPath, shared, ids)
      cases.push(...read.cases)
      problems.push(...read.problems)
    }
  }
  return success({ path, cases, checks: [], dialect: 'skill', exemplars: [], problems })
}

function* readTask(path: string, shared: readonly Field[], ids: Ids): Reading<{ cases: Case[]; problems: Problem[] }> {
  const text = yield* textOf(path)
  const opened = text.ok ? open(path, text.value) : text
  if (!opened.ok) return { cases: [], problems: [opened.problem] }
  const tree = opened.value.kind === 'map' ? opened.value.file.tree() : undefined
  if (tree && !tree.ok) return { cases: [], problems: [tree.problem] }
  const place = { path, line: 1 }
  const fields = tree?.value.map
  const inputs = fields?.inputs?.map
  const prompt = inputs?.prompt?.text ?? ''
  if (!fields || prompt.trim() === '')
    return { cases: [], problems: [{ code: 'broken-row', detail: 'it has no "inputs" with a "prompt"', place }] }
  if (fields.enabled?.text === 'false') return { cases: [], problems: [] }
  const { id, problems } = ids.of(fields.id?.text, prompt, place)
  const said = readExpected(fields.expected?.map ?? {})
  const graded = readGraders([...shared, ...(fields.graders?.list ?? [])], place, graderOf)
  const staged = (inputs?.files?.list?.length ?? 0) > 0 || (fields.context_dir?.text ?? '') !== ''
  const reason = (staged ? 'it needs files, and here a model is only asked' : undefined) ?? said.reason ?? graded.reason
  if (reason) return { cases: [], problems: [...problems, { code: 'unsupported-case', id, detail: reason, place }] }
  const checks = [...said.checks, ...graded.checks]
  if (checks.length === 0 && graded.problems.length === 0)
    return { cases: [], problems: [...problems, leftOut({ code: 'no-assertion', at: 'graders', place })] }
  const description = fields.name?.text
  const item = { id, vars: { prompt }, expected: [], checks, ...(description && { description }), path, line: 1 }
  return { cases: [item], problems: [...problems, ...graded.problems] }
}

/** What a task expects of the answer's text, ignoring case. */
function readExpected(expected: Fields): Pick<ReadChecks, 'checks'> & { reason?: string } {
  const texts = (name: string) => textsOf(expected[name])
  const any = texts('output_contains_any')
  const checks: Check[] = [
    ...texts('output_contains').map((value): Check => ({ grader: 'includes', value, ignoreCase: true })),
    ...texts('output_not_contains').map(
      (value): Check => ({ grader: 'includes', value, ignoreCase: true, negate: true }),
    ),
    ...(any.length > 0 ? [{ grader: 'includes-any', values: any, ignoreCase: true } as const] : []),
  ]
  const agent = ['tool_calls', 'behavior', 'should_trigger'].find(name => expected[name])
  return agent ? { checks, reason: `it expects "${agent}" of an agent, and here a model only answers` } : { checks }
}

function graderOf(type: string, config: Fields): AgentGrader {
  switch (type) {
    case 'text':
    case 'regex':
      return textGrader(config)
    case 'json_schema': {
      const schema = config.schema?.text
      return schema === undefined
        ? { reason: 'keeps its schema in a file' }
        : { checks: [{ grader: 'is-json', value: schema }] }
    }
    case 'prompt': {
      const value = config.prompt?.text
      return value === undefined ? { reason: 'has no "prompt"' } : { checks: [{ grader: 'judge', value }] }
    }
    default:
      return needsAgent
  }
}

function textGrader(config: Fields): AgentGrader {
  const texts = (...names: readonly string[]) => names.flatMap(name => textsOf(config[name]))
  const checks: Check[] = [
    ...texts('contains').map((value): Check => ({ grader: 'includes', value, ignoreCase: true })),
    ...texts('contains_cs').map((value): Check => ({ grader: 'includes', value })),
    ...texts('not_contains').map((value): Check => ({ grader: 'includes', value, ignoreCase: true, negate: true })),
    ...texts('not_contains_cs').map((value): Check => ({ grader: 'includes', value, negate: true })),
    ...texts('regex_match', 'must_match').map((value): Check => ({ grader: 'regex', value })),
    ...texts('regex_not_match', 'must_not_match').map((value): Check => ({ grader: 'regex', value, negate: true })),
  ]
  return checks.length > 0 ? { checks } : { reason: 'looks for nothing' }
}
