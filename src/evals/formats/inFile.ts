import { type Document, isMap, isSeq, LineCounter, type YAMLSeq } from 'yaml'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Place, Problem } from '../../problem/problem.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import type { Check, EvalSet } from '../evalSet.ts'
import type { GraderName } from '../grading/graderNames.ts'
import { githubJudge, isQuality } from '../grading/judges/qualityJudges.ts'
import { readCases } from '../reading/caseReader.ts'
import { answer, choiceOf, type ReadChecks } from '../reading/checks.ts'
import { listRows, open, parse } from '../reading/documents.ts'
import { type Field, fieldOf, lineOf } from '../reading/fields.ts'
import { templateNames } from '../reading/variables.ts'
import { hasTests } from './promptfoo/config.ts'

/**
 * The eval set inside a `.prompt.yml`: `testData` holds its cases and `evaluators` its checks, with the meaning that
 * GitHub Models gives them. In a string evaluator only the first non-empty key of equals, contains, startsWith and
 * endsWith counts; equals is case-sensitive, the others are not. A judge replies with one of its choices; the first
 * choice, in their order, that the reply contains counts.
 */
export function readInFile(prompt: PromptFile): Outcome<EvalSet> {
  const { path } = prompt
  const lines = new LineCounter()
  const doc = parse(path, prompt.source, lines)
  if (!doc.ok) return doc
  const list = testData(doc.value)
  if (list === undefined) return failure({ code: 'eval-set-empty', place: { path } })
  const placeholders = prompt.targets.flatMap(target => target.placeholders)
  const names = [...new Set(placeholders)].filter(name => name !== 'expected')
  const { checks, problems } = readEvaluators(path, doc.value, lines, names)
  const used = new Set([...placeholders, ...checks.flatMap(({ value }) => templateNames(value ?? ''))])
  used.delete('expected')
  const read = readCases(listRows(doc.value, lines, list), path, checks, used)
  return success({
    path,
    cases: read.cases,
    checks,
    dialect: 'github',
    exemplars: [],
    problems: [...problems, ...read.problems],
  })
}

/**
 * Whether the prompt file contains cases of its own: a `.prompt.yml` with test data, or a promptfoo config with tests.
 */
export function hasOwnCases({ format, path, source }: PromptFile): boolean {
  if (format === 'promptfoo') {
    const opened = /\b(?:tests|scenarios)\b/.test(source) ? open(path, source) : undefined
    return opened?.ok === true && opened.value.kind === 'map' && hasTests(opened.value.file)
  }
  if (format !== 'prompt-yml' || !source.includes('testData')) return false
  const doc = parse(path, source, new LineCounter())
  return doc.ok && testData(doc.value) !== undefined
}

function testData(doc: Document): YAMLSeq | undefined {
  const list = isMap(doc.contents) ? doc.get('testData') : undefined
  return isSeq(list) && list.items.length > 0 ? list : undefined
}

const stringChecks: readonly (readonly [key: string, grader: GraderName, ignoreCase: boolean])[] = [
  ['equals', 'equals', false],
  ['contains', 'includes', true],
  ['startsWith', 'starts-with', true],
  ['endsWith', 'ends-with', true],
]

function readEvaluators(path: string, doc: Document, lines: LineCounter, names: readonly string[]): ReadChecks {
  const list = isMap(doc.contents) ? doc.get('evaluators') : undefined
  if (!isSeq(list) || list.items.length === 0) return { checks: [answer], problems: [] }
  const checks: Check[] = []
  const problems: Problem[] = []
  for (const item of list.items) {
    const place = { path, line: lineOf(item, lines) }
    const field = readable(item, doc)
    const name = field?.map?.name?.text
    const check = field && (stringCheck(field) ?? judgeCheck(field) ?? pluginCheck(field, names))
    if (check) checks.push(name ? { ...check, metric: name } : check)
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

/** The judge's system prompt is sent unchanged; its prompt is filled with the row and the answer. */
function judgeCheck(field: Field): Check | undefined {
  const { prompt, choices, systemPrompt } = field.map?.llm?.map ?? {}
  const read = choices?.list?.flatMap(choiceOf) ?? []
  if (!prompt?.text || read.length === 0) return undefined
  return {
    grader: 'judge',
    value: prompt.text,
    choices: read,
    ...(systemPrompt?.text && { system: systemPrompt.text }),
  }
}

function pluginCheck(field: Field, names: readonly string[]): Check | undefined {
  const quality = /^github\/(\w+)$/.exec(field.map?.uses?.text ?? '')?.[1] ?? ''
  return isQuality(quality) ? githubJudge(quality, names) : undefined
}

function unsupported(field: Field | undefined, place: Place): Problem {
  const { name, uses, llm } = field?.map ?? {}
  const detail = llm
    ? 'its judge needs a "prompt" and "choices" with a score each'
    : uses !== undefined
      ? `there is no ${uses.text}`
      : 'it holds none of equals, contains, startsWith and endsWith'
  return { code: 'unsupported-evaluator', name: name?.text ?? '', detail, place }
}

function readable(node: unknown, doc: Document): Field | undefined {
  try {
    return fieldOf(node, doc)
  } catch {
    return undefined
  }
}
