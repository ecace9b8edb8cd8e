import type { Problem } from '../../../problem/problem.ts'
import type { Case, Check } from '../../evalSet.ts'
import type { Cases, Ids } from '../../reading/caseReader.ts'
import { numberOf, type ReadChecks } from '../../reading/checks.ts'
import type { Fields } from '../../reading/fields.ts'
import type { Reading } from '../../reading/reading.ts'
import { readAsserts, readCell } from './asserts.ts'
import type { Origin } from './references.ts'
import { combinations, readVars } from './vars.ts'

/** A test as its config says it, before what all tests share is put to it. */
export interface Test {
  readonly vars: Fields
  readonly judging: ReadChecks
  readonly threshold?: number
  readonly prefix?: string
  readonly suffix?: string
  readonly description?: string
  /** Whether a list of values stands for as many cases. */
  readonly expand: boolean
  /** Whether the shared assertions are left out. */
  readonly alone: boolean
}

export const noTest: Test = { vars: {}, judging: { checks: [], problems: [] }, expand: true, alone: false }

/** Reads one test of a config, or of a file of tests; a row without `vars` and `assert` is all variables. */
export function* readTest(fields: Fields, origin: Origin): Reading<Test> {
  const flat = !testKeys.some(name => fields[name])
  const vars = yield* readVars(flat ? { text: '', map: fields } : fields.vars, origin)
  const judging = flat ? noTest.judging : yield* readAsserts(fields.assert, origin)
  const { options } = fields
  const threshold = flat ? undefined : numberOf(fields.threshold)
  const transform = options?.map?.transform ?? options?.map?.postprocess
  const place = { path: origin.path, line: origin.line }
  const problems: Problem[] = [...judging.problems]
  if (!vars.ok) problems.push({ ...vars.problem, place })
  if (transform) problems.push(unsupported('transform', 'it is code that changes the answer first', place))
  if (fields.assertScoringFunction)
    problems.push(unsupported('assertScoringFunction', 'it is code that does the scoring', place))
  if (options?.map?.rubricPrompt)
    problems.push(unsupported('rubricPrompt', 'the judges have a prompt of their own', place))
  return {
    vars: vars.ok ? vars.value : {},
    judging: { checks: judging.checks, problems },
    ...(threshold !== undefined && { threshold }),
    ...(options?.map?.prefix && { prefix: options.map.prefix.text }),
    ...(options?.map?.suffix && { suffix: options.map.suffix.text }),
    ...(!flat && fields.description && { description: fields.description.text }),
    expand: options?.map?.disableVarExpansion?.text !== 'true',
    alone: options?.map?.disableDefaultAsserts?.text === 'true',
  }
}

const testKeys = ['vars', 'assert', 'options', 'threshold', 'metadata', 'provider', 'providerOutput']

const unsupported = (name: string, detail: string, place: NonNullable<Problem['place']>): Problem => ({
  code: 'unsupported-evaluator',
  name,
  detail,
  place,
})

/** Reads one row of a table: columns whose names begin with `__` say how it is judged, all others are variables. */
export function* readTableRow(fields: Fields, origin: Origin): Reading<Test> {
  const checks: Check[] = []
  const problems: Problem[] = []
  const vars: [string, Fields[string]][] = []
  const metric = fields.__metric?.text
  for (const [name, field] of Object.entries(fields)) {
    if (name.startsWith('__expected')) {
      if (field.text.trim() === '') continue
      const read = yield* readCell(field.text, metric, origin)
      checks.push(...read.checks)
      problems.push(...read.problems)
    } else if (!isMagic(name)) vars.push([name, field])
  }
  for (const [name, field] of Object.entries(fields)) {
    const index = Number(/^__config:__expected(\d*):threshold$/.exec(name)?.[1] ?? Number.NaN)
    const check = checks[Math.max(0, index - 1)]
    const threshold = numberOf(field.text.trim() === '' ? undefined : field)
    if (check && threshold !== undefined) checks[Math.max(0, index - 1)] = { ...check, threshold }
  }
  const threshold = numberOf(fields.__threshold)
  return {
    vars: Object.fromEntries(vars),
    judging: { checks, problems },
    ...(threshold !== undefined && { threshold }),
    ...(fields.__prefix?.text && { prefix: fields.__prefix.text }),
    ...(fields.__suffix?.text && { suffix: fields.__suffix.text }),
    ...(fields.__description?.text && { description: fields.__description.text }),
    expand: false,
    alone: false,
  }
}

const isMagic = (name: string): boolean =>
  /^__(?:prefix|suffix|description|providerOutput|metric|threshold|metadata)$|^__(?:metadata|config):/.test(name)

/** A test under what all tests share: its own variables and options win, and the shared assertions come first. */
export const under = (shared: Test, own: Test): Test => ({
  ...shared,
  ...own,
  vars: { ...shared.vars, ...own.vars },
  judging: {
    checks: [...(own.alone ? [] : shared.judging.checks), ...own.judging.checks],
    problems: own.judging.problems,
  },
})

/** The cases that a test stands for: one, or one for each combination of the values of its variables. */
export function* casesOfTest(test: Test, origin: Origin, setPath: string, ids: Ids): Reading<Cases> {
  const place = { path: origin.path, line: origin.line }
  const all = yield* combinations(test.vars, origin, test.expand)
  if (!all.ok) return { cases: [], problems: [{ ...all.problem, place }] }
  const problems: Problem[] = [...test.judging.problems]
  const { checks } = test.judging
  const cases = all.value.map((vars): Case => {
    const { id } = ids.of(undefined, [vars, checks.map(({ grader, value, values }) => [grader, value, values])], place)
    return {
      id,
      vars,
      expected: [],
      checks,
      ...(test.threshold !== undefined && { threshold: test.threshold }),
      ...(test.prefix && { prefix: test.prefix }),
      ...(test.suffix && { suffix: test.suffix }),
      ...(test.description && { description: test.description }),
      ...(origin.path !== setPath && { path: origin.path }),
      line: origin.line,
    }
  })
  // An answer that nothing judges would always pass; where a check could not be read, that is what has to be mended.
  const [first] = cases
  if (first && checks.length === 0 && problems.length === 0)
    problems.push({ code: 'missing-expected', id: first.id, place })
  return { cases, problems }
}
