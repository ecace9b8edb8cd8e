import { type Outcome, success } from '../../text/outcome.ts'
import type { Place, Problem } from '../../text/problem.ts'
import { Ids } from '../cases.ts'
import { numberOf, type ReadChecks } from '../checks.ts'
import type { MapFile } from '../documents.ts'
import type { Case, Check, EvalSet } from '../evalSet.ts'
import type { Field, Fields } from '../fields.ts'
import { isQuality, qualityJudge } from '../judges.ts'

/**
 * Items of the Microsoft 365 Copilot evaluations: a prompt, the response that is expected, and evaluators by name, for
 * the file or for one item. An item without any is judged by how similar its answer is to the expected one.
 */
export function readM365(file: MapFile): Outcome<EvalSet> {
  const { path } = file
  const shared = file.field('default_evaluators')
  const cases: Case[] = []
  const problems: Problem[] = []
  const ids = new Ids()
  for (const row of file.rows('items') ?? []) {
    const place = { path, line: row.line }
    if ('detail' in row) {
      problems.push({ code: 'broken-row', detail: row.detail, place })
      continue
    }
    const { fields, line } = row
    const prompt = fields.prompt?.text ?? ''
    const expected = fields.expected_response?.text ? [fields.expected_response.text] : []
    const named = ids.of(fields.id?.text ?? fields.name?.text, [prompt, expected], place)
    problems.push(...named.problems)
    const turns = fields.turns?.list ? 'it goes on for several turns, and here a model answers once' : undefined
    if (turns) problems.push({ code: 'unsupported-case', id: named.id, detail: turns, place })
    else if (prompt.trim() === '') problems.push({ code: 'broken-row', detail: 'it has no "prompt"', place })
    else {
      const read = readEvaluators(evaluatorsOf(fields, shared), place)
      problems.push(...read.problems)
      const needsReference = read.checks.some(needsExpected)
      if (needsReference && expected.length === 0) problems.push({ code: 'missing-expected', id: named.id, place })
      cases.push({ id: named.id, vars: { prompt }, expected, checks: read.checks, line })
    }
  }
  return success({ path, cases, checks: [], exemplars: [], problems })
}

/** Those of the item are added to those of the file, unless it says that they take their place. */
function evaluatorsOf(fields: Fields, shared: Field | undefined): Fields {
  const replaces = fields.evaluators_mode?.text === 'replace'
  const all = { ...(replaces ? {} : shared?.map), ...fields.evaluators?.map }
  return Object.keys(all).length > 0 ? all : { Similarity: { text: '' } }
}

function readEvaluators(evaluators: Fields, place: Place): ReadChecks {
  const checks: Check[] = []
  const problems: Problem[] = []
  for (const [name, options] of Object.entries(evaluators)) {
    const at = { ...place, ...(options.line !== undefined && { line: options.line }) }
    const quality = name.toLowerCase()
    if (isQuality(quality)) checks.push(qualityJudge(quality, ['prompt'], share(numberOf(options.map?.threshold) ?? 3)))
    else if (quality === 'exactmatch')
      checks.push({ grader: 'equals', ...(options.map?.case_sensitive?.text !== 'true' && { ignoreCase: true }) })
    else
      problems.push({
        code: 'unsupported-evaluator',
        name,
        detail: 'it looks at more than the text of the answer, or in a way that is not published',
        place: at,
      })
  }
  return { checks, problems }
}

/** Their judges give 1 to 5. */
const share = (grade: number): number => Math.min(1, Math.max(0, (grade - 1) / 4))

const needsExpected = ({ grader, value }: Check): boolean =>
  grader === 'equals' || value === qualityJudge('similarity', [], 0).value
