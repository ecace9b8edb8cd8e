import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import type { PromptFile } from '../prompts/promptFile.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { Place, Problem } from '../text/problem.ts'
import { readCases } from './cases.ts'
import type { Check, EvalSet, GraderName } from './evalSet.ts'
import { type Field, fieldOf } from './fields.ts'
import { templateNames } from './graders.ts'
import { answer } from './read.ts'
import { lineOf, readList } from './rows.ts'

/**
 * The eval set that a `.prompt.yml` holds itself: `testData` are its cases, `evaluators` its checks, with the meaning
 * GitHub Models gave them. Of a string evaluator only the first non-empty of equals, contains, startsWith and endsWith
 * counts; equals minds case, the others do not.
 */
export function readInFile(prompt: PromptFile): Outcome<EvalSet> {
  const { path } = prompt
  const lines = new LineCounter()
  const doc = parse(prompt.source, lines)
  const list = isMap(doc.contents) ? doc.get('testData') : undefined
  if (!isSeq(list) || list.items.length === 0) return failure({ code: 'eval-set-empty', place: { path } })
  const { rows, problems } = readList(path, doc, lines, list)
  const { checks, problems: unsupported } = readEvaluators(path, doc, lines)
  const used = new Set([
    ...prompt.targets.flatMap(({ placeholders }) => placeholders),
    ...checks.flatMap(({ value }) => templateNames(value ?? '')),
  ])
  used.delete('expected')
  const { cases, problems: trouble } = readCases(rows, path, checks, used)
  return success({ path, cases, checks, exemplars: [], problems: [...problems, ...unsupported, ...trouble] })
}

/** Whether the prompt file brings cases of its own. */
export function hasOwnCases(prompt: PromptFile): boolean {
  if (prompt.format !== 'prompt-yml' || !prompt.source.includes('testData')) return false
  const doc = parse(prompt.source)
  const list = isMap(doc.contents) ? doc.get('testData') : undefined
  return isSeq(list) && list.items.length > 0
}

/** The byte order mark is no part of the YAML; it stands on the first line and so moves no other. */
const parse = (source: string, lineCounter = new LineCounter()): Document =>
  parseDocument(source.replace(/^\uFEFF/, ''), { lineCounter, uniqueKeys: false })

const stringChecks: readonly (readonly [key: string, grader: GraderName, ignoreCase: boolean])[] = [
  ['equals', 'equals', false],
  ['contains', 'includes', true],
  ['startsWith', 'starts-with', true],
  ['endsWith', 'ends-with', true],
]

function readEvaluators(path: string, doc: Document, lines: LineCounter): { checks: Check[]; problems: Problem[] } {
  const list = isMap(doc.contents) ? doc.get('evaluators') : undefined
  if (!isSeq(list) || list.items.length === 0) return { checks: [answer], problems: [] }
  const checks: Check[] = []
  const problems: Problem[] = []
  for (const item of list.items) {
    const place = { path, line: lineOf(item, lines) }
    const field = readable(item, doc)
    const check = field && stringCheck(field)
    if (check) checks.push(check)
    else problems.push(unsupported(field, place))
  }
  return { checks, problems }
}

function stringCheck(field: Field): Check | undefined {
  for (const [key, grader, ignoreCase] of stringChecks) {
    const value = field.map?.string?.map?.[key]?.text
    if (value) return { grader, value, ...(ignoreCase && { ignoreCase }) }
  }
  return undefined
}

function unsupported(field: Field | undefined, place: Place): Problem {
  const name = field?.map?.name?.text ?? ''
  const uses = field?.map?.uses?.text
  const detail = field?.map?.llm
    ? 'it asks a judge model'
    : uses !== undefined
      ? `${uses} is a judge that only GitHub Models had`
      : 'it holds none of equals, contains, startsWith and endsWith'
  return { code: 'unsupported-evaluator', name, detail, place }
}

function readable(node: unknown, doc: Document): Field | undefined {
  try {
    return fieldOf(node, doc)
  } catch {
    return undefined
  }
}
