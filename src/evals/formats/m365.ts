import { type Outcome, success } from '../../problem/outcome.ts'
import type { Place, Problem } from '../../problem/problem.ts'
import type { Check, EvalSet } from '../evalSet.ts'
import { isQuality, qualityJudge } from '../grading/judges/qualityJudges.ts'
import { numberOf, type ReadChecks } from '../reading/checks.ts'
import type { MapFile } from '../reading/documents.ts'
import type { Field, Fields } from '../reading/fields.ts'
import { readPromptCases, severalTurns } from './promptCases.ts'

/**
 * Items of the Microsoft 365 Copilot evaluations: a prompt, the expected response, and evaluators by name, for the file
 * or for one item. An item without evaluators is judged by how similar its answer is to the expected one.
 */
export function readM365(file: MapFile): Outcome<EvalSet> {
  const shared = file.field('default_evaluators')
  const read = readPromptCases(file, 'items', (fields, place) => {
    const expected = fields.expected_response?.text ? [fields.expected_response.text] : []
    const { checks, problems } = readEvaluators(evaluatorsOf(fields, shared), place)
    return {
      name: fields.id?.text ?? fields.name?.text,
      expected,
      leftOut: fields.turns?.list && severalTurns,
      checks,
      problems,
      isUnjudged: expected.length === 0 && checks.some(needsExpected),
    }
  })
  return success({ path: file.path, ...read, checks: [], exemplars: [] })
}

/** The item's evaluators are added to those of the file, unless the item says that they replace them. */
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

/** Their judges give scores from 1 to 5. */
const share = (grade: number): number => Math.min(1, Math.max(0, (grade - 1) / 4))

const needsExpected = ({ grader, value }: Check): boolean =>
  grader === 'equals' || value === qualityJudge('similarity', [], 0).value
