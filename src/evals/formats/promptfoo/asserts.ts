import type { Place, Problem } from '../../../problem/problem.ts'
import type { Check } from '../../evalSet.ts'
import { numberOf, patternProblems, type ReadChecks } from '../../reading/checks.ts'
import type { Field } from '../../reading/fields.ts'
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

/** What a cell of an `__expected` column asks for. */
export function* readCell(cell: string, metric: string | undefined, origin: Origin): Reading<ReadChecks> {
  const said = readExpectedCell(cell, isCellType)
  return yield* checkOf(said, { ...(metric && { metric }) }, origin, { path: origin.path, line: origin.line })
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
  const value = one.map?.value
  const said: CellAssertion = {
    type,
    ...(value && { value: value.text }),
    ...(value?.list && { values: value.list.map(({ text }) => text) }),
    ...(threshold !== undefined && { threshold }),
  }
  // Only what is written as a map is compared by what it says; JSON in a text is a text.
  const json = value?.map && /^(?:not-)?equals$/.test(type) && { json: true }
  return yield* checkOf(said, { ...weighed(one), ...json }, origin, place)
}

type Weighed = Pick<Check, 'weight' | 'metric' | 'json'>

function weighed({ map }: Field): Weighed {
  const weight = numberOf(map?.weight)
  return { ...(weight !== undefined && { weight }), ...(map?.metric && { metric: map.metric.text }) }
}

function* checkOf(said: CellAssertion, weighed: Weighed, origin: Origin, place: Place): Reading<ReadChecks> {
  const type = said.type.replace(/^not-/, '')
  const left = whyAside(type)
  if (left) return { checks: [], problems: [{ code: 'check-left-out', name: said.type, detail: left, place }] }
  const known = graderOf(type)
  if (!known) return refused(said.type, whyUnsupported(type), place)
  const file = said.values === undefined && said.value?.startsWith('file://') ? said.value : undefined
  if (file && isCode(file)) return refused(said.type, 'code in a file is never run', place)
  const loaded = file === undefined ? undefined : yield* fileIn(file, origin)
  if (loaded && !loaded.ok) return { checks: [], problems: [{ ...loaded.problem, place }] }
  const value = loaded ? loaded.value : said.value
  const values =
    said.values ?? (known.grader.startsWith('includes-a') && value !== undefined ? splitList(value) : undefined)
  const isMissing = value === undefined || (value === '' && ['includes', 'starts-with'].includes(known.grader))
  if (known.needsValue && (values ? values.length === 0 : isMissing))
    return refused(said.type, 'it has no value to compare with', place)
  const check: Check = {
    grader: known.grader,
    ...(values && isForSeveral(known.grader) ? { values } : value !== undefined && { value }),
    ...(said.values && !isForSeveral(known.grader) && { json: true }),
    ...(known.ignoreCase && { ignoreCase: true }),
    ...(said.threshold !== undefined && { threshold: said.threshold }),
    ...(said.type !== type && { negate: true }),
    ...weighed,
  }
  return { checks: [check], problems: [...patternProblems(check, place), ...templateProblems(check, place)] }
}

/** A list counts as one for graders that look for several; elsewhere it is the JSON that the answer has to be. */
const isForSeveral = (grader: Check['grader']): boolean =>
  ['includes-any', 'includes-all', 'similar', 'bleu', 'rouge-n'].includes(grader)

/** Code and schemas have braces of their own. */
function templateProblems({ grader, value, values }: Check, place: Place): Problem[] {
  if (grader === 'javascript') return []
  return [...(value === undefined ? [] : [value]), ...(values ?? [])].flatMap(text => {
    const beyond = beyondFilling(text)
    return beyond === undefined ? [] : [{ code: 'unfillable' as const, text: beyond, place }]
  })
}

/** `$ref: '#/assertionTemplates/name'` stands for what the config says there. */
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
