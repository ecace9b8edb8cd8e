import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Check } from '../evalSet.ts'
import type { Fields } from '../reading/fields.ts'
import { containers, expectedNames, reserved } from '../reading/rowNames.ts'
import type { Form } from './form.ts'
import type { NewCase } from './newCase.ts'
import type { Data, DataMap } from './rowData.ts'
import { assertsOf } from './writtenAsserts.ts'

/**
 * A case as a row of a file, like the rows that the file has: the same name for the expected answer, variables side by
 * side or in a map, ids if the others have some. `number` counts the rows from 1. Fails if the form cannot express it.
 */
export function rowOfCase(newCase: NewCase, form: Form, number: number): Outcome<DataMap> {
  if (form.names) return tableRow(newCase, form, form.names, number)
  switch (form.tool) {
    case 'own':
      return success(ownRow(newCase, form, number))
    case 'github':
      return githubRow(newCase, form)
    case 'promptfoo':
      return promptfooRow(newCase, form)
    case 'skill':
      return skillRow(newCase, number)
    default:
      return form.tool satisfies never
  }
}

/** A grader as it is written in an eval set of our own. */
export function graderData(checks: readonly Check[]): Data {
  const [only, second] = checks
  return only !== undefined && second === undefined ? checkData(only) : checks.map(checkData)
}

function checkData({ grader, all, value, values, json, config, verbatim, ...options }: Check): Data {
  if (all) return named({ all: all.map(checkData), threshold: options.threshold, weight: options.weight })
  const { choices, ...rest } = options
  const told = named({ value: values ? undefined : value, values, ...rest, choices: choices?.map(one => ({ ...one })) })
  return Object.keys(told).length === 0 ? grader : { name: grader, ...told }
}

const named = (map: Readonly<Record<string, Data | undefined>>): DataMap =>
  Object.fromEntries(Object.entries(map).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

const expectedData = (expected: readonly string[]): Data => {
  const [only, second] = expected
  return only !== undefined && second === undefined ? only : expected
}

function ownRow({ vars, expected, checks, split, draft, id }: NewCase, { rows }: Form, number: number): DataMap {
  const last = rows.at(-1)
  const container = last === undefined ? 'vars' : containers.find(name => last[name]?.map)
  const isFlat = container === undefined && Object.keys(vars).every(name => !isTaken(name))
  const answer = (last && expectedNames.find(name => last[name])) ?? 'expected'
  const name = id ?? nextId(rows, number)
  return {
    ...(name !== undefined && { id: name }),
    ...(isFlat ? vars : { [container ?? 'vars']: vars }),
    ...(expected.length > 0 && { [answer]: expectedData(expected) }),
    ...(checks && { grader: graderData(checks) }),
    ...(split && { split }),
    ...draftMark(draft),
  }
}

/** The mark of a case that nobody has accepted yet. */
const draftMark = (draft: NewCase['draft']): DataMap =>
  draft === undefined ? {} : { draft: Object.keys(draft).length === 0 ? true : named({ ...draft }) }

const isTaken = (name: string): boolean =>
  reserved.has(name) || expectedNames.includes(name) || containers.includes(name) || name === 'messages'

/** If the rows are numbered, the next number: `case-7` after `case-6`. Undefined if they have no such ids. */
export function nextId(rows: readonly Fields[], number: number): string | number | undefined {
  const ids = rows.flatMap(({ id }) => id?.text ?? [])
  const last = ids.at(-1)
  const [, stem, digits] = /^(.*?)(\d+)$/.exec(last ?? '') ?? []
  if (stem === undefined || digits === undefined) return undefined
  const taken = ids.flatMap(id => (id.startsWith(stem) ? Number(id.slice(stem.length)) || [] : []))
  const next = Math.max(0, ...taken) + number - rows.length
  return stem === '' && rows.at(-1)?.id?.scalar !== undefined
    ? next
    : `${stem}${String(next).padStart(digits.length, '0')}`
}

function githubRow({ vars, expected, checks, draft }: NewCase, { rows }: Form): Outcome<DataMap> {
  const [answer, second] = expected
  if (second !== undefined) return refused('its rows hold one expected answer')
  if (checks && answer === undefined) return refused('its rows have no graders of their own')
  const last = rows.at(-1)
  const name = (last && expectedNames.find(one => last[one] && !Object.hasOwn(vars, one))) ?? 'expected'
  return success({ ...vars, ...(answer !== undefined && { [name]: answer }), ...draftMark(draft) })
}

function promptfooRow({ vars, expected, checks, draft, id }: NewCase, { rows }: Form): Outcome<DataMap> {
  const asserts = assertsOf(expected, checks, rows.at(-1))
  if (asserts === undefined) return refused('promptfoo has no assertion that judges the same')
  const metadata = draftMark(draft)
  return success({ ...(id && { description: id }), vars, assert: asserts, ...(draft && { metadata }) })
}

function skillRow({ vars, expected, checks = [], draft }: NewCase, number: number): Outcome<DataMap> {
  const statements = checks.flatMap(({ grader, value }) => (grader === 'judge' && value !== undefined ? [value] : []))
  if (statements.length < checks.length) return refused('the cases of a skill are judged by statements alone')
  const prompt = Object.values(vars).join('\n')
  return success({
    id: number,
    prompt,
    expected_output: expected.join('\n'),
    ...(statements.length > 0 && { assertions: statements }),
    ...draftMark(draft),
  })
}

function tableRow(newCase: NewCase, form: Form, names: readonly string[], number: number): Outcome<DataMap> {
  const { vars, expected, checks, split, id, draft } = newCase
  if (draft) return refused('a table has no place for the mark of a draft')
  const [answer, second] = expected
  if (second !== undefined) return refused('a cell holds one expected answer')
  if (Object.values(vars).includes('')) return refused('an empty cell of a table is no value')
  if (form.tool === 'promptfoo') {
    if (checks) return refused('only the expected answer is written into a table')
    const column = names.find(name => /^__expected\d*$/.test(name)) ?? '__expected'
    return success({ ...vars, ...(answer !== undefined && { [column]: `equals: ${answer}` }) })
  }
  const [check, another] = checks ?? []
  const grader = check && graderData([check])
  if (another || (grader !== undefined && typeof grader !== 'string'))
    return refused('a table has no place for a grader with a value')
  const name = names.includes('id') ? (id ?? nextId(form.rows, number)) : undefined
  return success({
    ...(name !== undefined && { id: name }),
    ...vars,
    ...(answer !== undefined && { [expectedNames.find(one => names.includes(one)) ?? 'expected']: answer }),
    ...(grader !== undefined && { grader }),
    ...(split && { split }),
  })
}

const refused = (detail: string): Outcome<never> => failure({ code: 'not-writable', detail })
