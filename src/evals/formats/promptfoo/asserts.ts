import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import type { Place, Problem } from '../../../problem/problem.ts'
import type { Check } from '../../evalSet.ts'
import { numberOf, patternProblems, type ReadChecks } from '../../reading/checks.ts'
import { readField } from '../../reading/documents.ts'
import { dataOf, type Field, textField, writtenAs } from '../../reading/fields.ts'
import type { Reading } from '../../reading/reading.ts'
import { beyondFilling, splitList } from '../../reading/variables.ts'
import { graderOf, isCellType, whyAside, whyUnsupported } from './assertTypes.ts'
import { type CellAssertion, readExpectedCell } from './expectedColumn.ts'
import { fileIn, isCode, type Origin } from './references.ts'

/** Reads the assertions of a test: each becomes a check, or a problem that says why it cannot. */
export function* readAsserts(field: Field | undefined, origin: Origin): Reading<ReadChecks> {
  const checks: Check[] = []
  const problems: Problem[] = []
  for (const one of field?.list ?? []) {
    const actual = referred(one, origin)
    const place = placeOf(actual, origin)
    const read = yield* actual.map?.type?.text === 'assert-set'
      ? readGroup(actual, { ...origin, line: place.line ?? origin.line })
      : readAssert(actual, origin, place)
    checks.push(...read.checks)
    problems.push(...read.problems)
  }
  return { checks, problems }
}

/** Reads the assertion in a cell of an `__expected` column. */
export function* readCell(cell: string, metric: string | undefined, origin: Origin): Reading<ReadChecks> {
  const { value, values, ...said } = readExpectedCell(cell, isCellType)
  const given: Field | undefined = values
    ? { text: JSON.stringify(values), list: values.map(textField) }
    : value === undefined
      ? undefined
      : textField(value)
  return yield* checkOf(said, given, { ...(metric && { metric }) }, origin, { path: origin.path, line: origin.line })
}

function* readGroup(group: Field, origin: Origin): Reading<ReadChecks> {
  const { checks, problems } = yield* readAsserts(group.map?.assert, origin)
  if (checks.length === 0) return { checks, problems }
  const threshold = numberOf(group.map?.threshold)
  const check: Check = { grader: 'all', all: checks, ...weighed(group), ...(threshold !== undefined && { threshold }) }
  return { checks: [check], problems }
}

function* readAssert(one: Field, origin: Origin, place: Place): Reading<ReadChecks> {
  const type = one.map?.type?.text.trim() ?? ''
  if (one.map?.transform) return refused(type, 'its "transform" is code that changes the answer first', place)
  if (one.map?.rubricPrompt) return refused(type, 'its judge has a prompt of its own', place)
  const threshold = numberOf(one.map?.threshold)
  const said = { type, ...(threshold !== undefined && { threshold }) }
  return yield* checkOf(said, one.map?.value, { ...weighed(one), ...configOf(one) }, origin, place)
}

type Weighed = Pick<Check, 'weight' | 'metric' | 'config'>

function weighed({ map }: Field): Weighed {
  const weight = numberOf(map?.weight)
  return { ...(weight !== undefined && { weight }), ...(map?.metric && { metric: map.metric.text }) }
}

const configOf = ({ map }: Field): Weighed => (map?.config ? { config: dataOf(map.config) } : {})

function* checkOf(
  said: Omit<CellAssertion, 'value' | 'values'>,
  given: Field | undefined,
  weighed: Weighed,
  origin: Origin,
  place: Place,
): Reading<ReadChecks> {
  const type = said.type.replace(/^not-/, '')
  const left = whyAside(type)
  if (left) return { checks: [], problems: [{ code: 'check-left-out', name: said.type, detail: left, place }] }
  const known = graderOf(type)
  if (!known) return refused(said.type, whyUnsupported(type), place)
  const read = yield* readValue(given, said.type, origin)
  if (!read.ok) return { checks: [], problems: [{ ...read.problem, place }] }
  const { field, verbatim } = read.value
  if (field?.scalar !== undefined && !takesScalar(type, field.scalar))
    return refused(said.type, 'its value is not a text', place)
  const value = field && (field.list || field.map ? field.text : writtenAs(dataOf(field)))
  const values = field?.list?.map(item => writtenAs(dataOf(item))) ?? splitValues(known.grader, value, verbatim)
  const isMissing = value === undefined || (value === '' && ['includes', 'starts-with', 'regex'].includes(known.grader))
  if (known.needsValue && (values ? values.length === 0 : isMissing))
    return refused(said.type, 'it has no value to compare with', place)
  const check: Check = {
    grader: known.grader,
    ...(values && isForSeveral(known.grader) ? { values } : value !== undefined && { value }),
    // Only values written as data are compared as JSON; JSON within a text is text.
    ...(known.grader === 'equals' && (field?.list || field?.map) && { json: true }),
    ...((verbatim || field?.map) && /\{[{%#]/.test(value ?? '') && { verbatim: true }),
    ...(known.ignoreCase && { ignoreCase: true }),
    ...(said.threshold !== undefined && { threshold: said.threshold }),
    ...(said.type !== type && { negate: true }),
    ...weighed,
  }
  return { checks: [check], problems: [...patternProblems(check, place, true), ...templateProblems(check, place)] }
}

interface Value {
  readonly field: Field | undefined
  /** Set if the value comes from a file that promptfoo reads while it judges, and is therefore compared literally. */
  readonly verbatim: boolean
}

/**
 * A value, or the contents of the file that it names: a text, without surrounding white space unless the file was
 * expanded, or the data of a YAML or JSON file.
 */
function* readValue(given: Field | undefined, type: string, origin: Origin): Reading<Outcome<Value>> {
  if (given?.list) {
    const list: Field[] = []
    let verbatim = false
    for (const item of given.list) {
      const read = yield* readValue(item.list ? undefined : item, type, origin)
      if (!read.ok) return read
      list.push(read.value.field ?? item)
      verbatim ||= read.value.verbatim
    }
    return success({ field: { ...given, text: given.text, list }, verbatim })
  }
  if (given === undefined || !given.text.startsWith('file://')) return success({ field: given, verbatim: false })
  const file = given.text
  if (isCode(file)) return failure({ code: 'unsupported-evaluator', name: type, detail: 'code in a file is never run' })
  const text = yield* fileIn(file, origin)
  if (!text.ok) return text
  const verbatim = origin.expanded !== true
  if (/\.(?:json|ya?ml)$/i.test(file)) {
    const data = readField(file, text.value)
    return data.ok ? success({ field: data.value, verbatim }) : data
  }
  if (!verbatim) return success({ field: textField(text.value), verbatim })
  return /\.txt$/i.test(file)
    ? success({ field: textField(text.value.trim()), verbatim })
    : failure({ code: 'unsupported-evaluator', name: type, detail: `promptfoo reads no value from ${file}` })
}

/** The texts of a list on one line. A list with a variable in it is split only after filling. */
const splitValues = (grader: Check['grader'], value: string | undefined, verbatim: boolean): string[] | undefined =>
  value !== undefined && grader.startsWith('includes-a') && (verbatim || !value.includes('{{'))
    ? splitList(value)
    : undefined

/**
 * Promptfoo compares numbers with whole answers and also looks for them in answers; booleans it only compares with
 * whole answers.
 */
const takesScalar = (type: string, scalar: number | boolean): boolean =>
  type === 'equals' || (typeof scalar === 'number' && (type === 'contains' || type === 'icontains'))

/** Graders that look for several texts take a list as such; for the others it is the JSON that the answer must be. */
const isForSeveral = (grader: Check['grader']): boolean =>
  ['includes-any', 'includes-all', 'similar', 'bleu', 'rouge-n'].includes(grader)

/** Braces in code and schemas are not placeholders. */
function templateProblems({ grader, value, values, verbatim }: Check, place: Place): Problem[] {
  if (grader === 'javascript' || verbatim) return []
  return [...(value === undefined ? [] : [value]), ...(values ?? [])].flatMap(text => {
    const beyond = beyondFilling(text)
    return beyond === undefined ? [] : [{ code: 'unfillable' as const, text: beyond, place }]
  })
}

/** Replaces `$ref: '#/assertionTemplates/name'` with what the config says there. */
function referred(one: Field, { root }: Origin): Field {
  const path = one.map?.$ref?.text
  if (!path?.startsWith('#/')) return one
  let found: Field | undefined = root
  for (const name of path.slice(2).split('/'))
    found = found?.map && Object.hasOwn(found.map, name) ? found.map[name] : undefined
  return found ?? one
}

const placeOf = (field: Field, { path, line }: Origin): Place => ({ path, line: field.line ?? line })

const refused = (name: string, detail: string, place: Place): ReadChecks => ({
  checks: [],
  problems: [{ code: 'unsupported-evaluator', name, detail, place }],
})
