import { type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Check, EvalSet } from '../evalSet.ts'
import { type Cases, Ids, type RowReader } from '../reading/caseReader.ts'
import type { MapFile } from '../reading/documents.ts'
import type { BrokenRow, Field, Fields, Row } from '../reading/fields.ts'
import { readPromptCases, severalTurns } from './promptCases.ts'

/**
 * The `evals.json` of a skill: each case is a request, a description of a good outcome, and statements about it that a
 * judge finds true or false. A case with files is for an agent alone; one of several turns is left out.
 */
export function readSkillEvals(file: MapFile): Outcome<EvalSet> {
  const read = readPromptCases(file, 'evals', (fields, place) => {
    const expected = fields.expected_output?.text ? [fields.expected_output.text] : []
    const { checks, problems } = judges(fields, expected, place)
    const isUnjudged = checks.length === 0
    const leftOut = fields.turns?.list && severalTurns
    const needs = fields.files?.list?.map(({ text }) => text) ?? []
    return { name: fields.id?.text, expected, leftOut, checks, problems, isUnjudged, needs }
  })
  const { forAgent, ...rest } = read
  const more = forAgent.length > 0 && { forAgent }
  return success({ path: file.path, ...rest, checks: [], dialect: 'skill', exemplars: [], ...more })
}

/** Whether the `evals` of a file say when a skill is loaded, and nothing of an answer. */
export function isSkillQueries(file: MapFile): boolean {
  for (const row of file.rows('evals') ?? []) if ('fields' in row) return row.fields.should_trigger !== undefined
  return false
}

/** The same file as an eval set: `{skill_name, evals: [{prompt, should_trigger}]}`. */
export function readSkillQueries(file: MapFile): Outcome<EvalSet> {
  const { read, ...judged } = triggerReader(file.path)
  const found = Array.from(file.rows('evals') ?? [], read)
  const cases = found.flatMap(({ cases }) => cases)
  const problems = found.flatMap(({ problems }) => problems)
  return success({ path: file.path, cases, ...judged, exemplars: [], problems })
}

/**
 * Rows of `query` and `should_trigger`: whether the skill's description makes an agent use the skill when it should.
 * The model is asked directly, which is as close as it gets without an agent.
 */
export function triggerReader(path: string) {
  const ids = new Ids()
  return {
    checks: [{ grader: 'boolean' }],
    dialect: 'skill',
    about: 'description',
    read(row: Row | BrokenRow): Cases {
      const place = { path, line: row.line }
      const query = 'fields' in row ? (row.fields.query ?? row.fields.prompt)?.text : undefined
      const triggers = 'fields' in row ? row.fields.should_trigger?.text : undefined
      if (!('fields' in row) || query === undefined || (triggers !== 'true' && triggers !== 'false')) {
        const detail = 'detail' in row ? row.detail : 'it has no "query" with "should_trigger", true or false'
        return { cases: [], problems: [{ code: 'broken-row', detail, place }] }
      }
      const { id, problems } = ids.of(row.fields.id?.text, [query, triggers], place)
      const expected = [triggers === 'true' ? 'yes' : 'no']
      return { cases: [{ id, vars: { query }, expected, suffix: question, line: row.line }], problems }
    },
  } as const satisfies RowReader
}

const question = '\n\nWould you use this skill for that request? Answer yes or no.'

function judges(fields: Fields, expected: readonly string[], place: NonNullable<Problem['place']>) {
  const checks: Check[] = []
  const problems: Problem[] = []
  const statements = fields.assertions?.list ?? fields.expectations?.list ?? []
  for (const statement of statements) {
    const text = textOf(statement)
    const at = { ...place, line: statement.line ?? place.line ?? 1 }
    if (text) checks.push({ grader: 'judge', value: text })
    else problems.push({ code: 'unsupported-evaluator', name: 'assertion', detail: 'it is not a statement', place: at })
  }
  if (statements.length === 0 && expected.length > 0) checks.push({ grader: 'judge', value: description })
  return { checks, problems }
}

/** `expected` describes a good outcome here; the answer seldom has to say just that. */
const description = 'The answer is what this describes: {{expected}}'

/** A statement is a text, or a map that contains one. */
function textOf({ text, map, list }: Field): string | undefined {
  if (!map) return list ? undefined : text
  return (map.text ?? map.assertion ?? map.statement ?? map.description ?? map.criteria)?.text
}
