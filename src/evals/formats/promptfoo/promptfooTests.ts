import type { Problem } from '../../../problem/problem.ts'
import type { Check } from '../../evalSet.ts'
import { numberOf, type ReadChecks } from '../../reading/checks.ts'
import type { Fields } from '../../reading/fields.ts'
import { type AsideMark, markOf } from '../../reading/leftOut.ts'
import type { Reading } from '../../reading/reading.ts'
import { readAsserts, readCell } from './asserts.ts'
import type { Origin } from './references.ts'
import { readVars } from './vars.ts'

/** A test as written in its config, before it is combined with what all tests share. */
export interface Test {
  readonly vars: Fields
  readonly judging: ReadChecks
  /** What keeps the test from being run, apart from its assertions. */
  readonly problems: readonly Problem[]
  readonly threshold?: number
  readonly prefix?: string
  readonly suffix?: string
  readonly description?: string
  /** The column of its assertions, if it is a row of a table. */
  readonly form?: '__expected'
  /** The prompts that it is for, as promptfoo refers to them. */
  readonly prompts?: readonly string[]
  /** Set if judges have a prompt of their own, which is not sent here. */
  readonly rubricPrompt?: true
  /** Set if the test is not scored, as its metadata say. */
  readonly mark?: AsideMark
  /** Whether each value of a list makes a case of its own. */
  readonly expand: boolean
  /** Whether the shared assertions are left out. */
  readonly alone: boolean
}

export const noTest: Test = {
  vars: {},
  judging: { checks: [], problems: [] },
  problems: [],
  expand: true,
  alone: false,
}

/**
 * Reads one test of a config or of a file of tests. A row with neither `vars` nor `assert` consists of variables only.
 */
export function* readTest(fields: Fields, origin: Origin): Reading<Test> {
  const flat = !testKeys.some(name => fields[name])
  const vars = yield* readVars(flat ? { text: '', map: fields } : fields.vars, origin)
  const judging = flat ? noTest.judging : yield* readAsserts(fields.assert, origin)
  const { map: options } = fields.options ?? {}
  const threshold = flat ? undefined : numberOf(fields.threshold)
  const mark = flat || !fields.metadata?.map ? undefined : markOf(fields.metadata.map)
  const place = { path: origin.path, line: origin.line }
  const problems: Problem[] = vars.ok ? [] : [{ ...vars.problem, place }]
  for (const [name, code] of [
    ['transform', options?.transform ?? options?.postprocess],
    ['transformVars', options?.transformVars],
    ['assertScoringFunction', fields.assertScoringFunction],
  ] as const)
    if (code) problems.push(unsupported(name, whatCodeDoes[name], place))
  return {
    vars: vars.ok ? vars.value : {},
    judging,
    problems,
    ...(threshold !== undefined && { threshold }),
    ...(options?.prefix?.text && { prefix: options.prefix.text }),
    ...(options?.suffix?.text && { suffix: options.suffix.text }),
    ...(!flat && fields.description && { description: fields.description.text }),
    ...(!flat && fields.prompts?.list && { prompts: fields.prompts.list.map(({ text }) => text) }),
    ...(options?.rubricPrompt && { rubricPrompt: true }),
    ...(mark && { mark }),
    expand: options?.disableVarExpansion?.text !== 'true',
    alone: options?.disableDefaultAsserts?.text === 'true',
  }
}

const testKeys = ['vars', 'assert', 'options', 'threshold', 'metadata', 'provider', 'providerOutput']

const whatCodeDoes = {
  transform: 'it is code that changes the answer first',
  transformVars: 'it is code that changes the variables first',
  assertScoringFunction: 'it is code that does the scoring',
}

const unsupported = (name: string, detail: string, place: NonNullable<Problem['place']>): Problem => ({
  code: 'unsupported-evaluator',
  name,
  detail,
  place,
})

/** Reads one row of a table: columns whose names begin with `__` define the checks, all others are variables. */
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
    problems: [],
    form: '__expected',
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

/**
 * A test combined with what all tests share: its own variables and options win, and the shared assertions come first.
 */
export const under = (shared: Test, own: Test): Test => ({
  ...shared,
  ...own,
  vars: { ...shared.vars, ...own.vars },
  judging: own.alone ? own.judging : bothOf(shared.judging, own.judging),
  problems: [...shared.problems, ...own.problems],
})

const bothOf = (one: ReadChecks, other: ReadChecks): ReadChecks => ({
  checks: [...one.checks, ...other.checks],
  problems: [...one.problems, ...other.problems],
})
