import { shortHash } from '../text/hash.ts'
import type { Problem } from '../text/problem.ts'
import { caseProblems, readChecks } from './checks.ts'
import type { Case, Check, SplitName } from './evalSet.ts'
import type { Field, Fields, Row } from './fields.ts'

/** Where a row may keep its variables, if not beside each other. */
const containers = ['vars', 'inputs', 'input', 'args', 'item', 'data']

/** What the reference answer is called in the eval sets of other tools; the first that a row has counts. */
const expectedNames = [
  'expected',
  'ideal',
  'reference',
  'expected_output',
  'expected_response',
  'ground_truth',
  'target',
  'label',
  'answer',
  'output',
  'completion',
]

const splitNames: Readonly<Record<string, SplitName>> = {
  train: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  eval: 'validation',
  dev: 'validation',
  test: 'test',
}

/**
 * The cases that rows stand for, judged by the checks of their set where they bring none. Names in `used` are variables
 * whatever they are called, because a prompt or a check asks for them.
 */
export function readCases(
  rows: readonly Row[],
  path: string,
  checks: readonly Check[],
  used: ReadonlySet<string> = new Set(),
): { cases: Case[]; problems: Problem[] } {
  const problems: Problem[] = []
  const taken = new Set<string>()
  const cases = rows.map(({ fields, line }): Case => {
    const place = { path, line }
    const content = readContent(fields, used)
    const own = fields.id?.text.trim()
    if (own && taken.has(own)) problems.push({ code: 'duplicate-id', id: own, place })
    const id = unique(own || shortHash(JSON.stringify([content.vars, content.expected])), taken)
    taken.add(id)
    const graded = fields.grader && readChecks(fields.grader, place)
    const splitText = fields.split?.text.trim().toLowerCase() ?? ''
    const split = Object.hasOwn(splitNames, splitText) ? splitNames[splitText] : undefined
    if (splitText !== '' && split === undefined)
      problems.push({
        code: 'broken-row',
        detail: `"${splitText}" is not a split; use train, validation or test`,
        place,
      })
    const item = { id, ...content, ...(graded && { checks: graded.checks }), ...(split && { split }), line }
    problems.push(...(graded?.problems ?? []), ...caseProblems(item, graded?.checks ?? checks, place))
    return item
  })
  return { cases, problems }
}

/** Fields that say something about the case and are no variables. */
const reserved = new Set(['id', 'grader', 'split'])

function readContent(fields: Fields, used: ReadonlySet<string>): Pick<Case, 'vars' | 'expected'> {
  const container = containers.find(name => fields[name]?.map)
  const inner = (container !== undefined && fields[container]?.map) || {}
  const outer = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== container && !reserved.has(name)))
  const names = expectedNames.filter(name => !used.has(name))
  const outerName = names.find(name => Object.hasOwn(outer, name))
  const innerName = outerName === undefined ? names.find(name => Object.hasOwn(inner, name)) : undefined
  const answer = outerName !== undefined ? outer[outerName] : innerName !== undefined ? inner[innerName] : undefined
  const vars = [
    ...Object.entries(outer).filter(([name]) => name !== outerName),
    ...Object.entries(inner).filter(([name]) => name !== innerName),
  ].map(([name, field]) => [name, field.text] as const)
  return { vars: Object.fromEntries(vars), expected: readExpected(answer) }
}

function readExpected(field: Field | undefined): string[] {
  const texts = field?.list ? field.list.map(({ text }) => text) : field ? [field.text] : []
  return texts.filter(text => text !== '')
}

/** The id itself, else with the first number from 2 on that makes it one. */
export function unique(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  let number = 2
  while (taken.has(`${id}-${number}`)) number++
  return `${id}-${number}`
}
