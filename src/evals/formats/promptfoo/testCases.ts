import type { Problem } from '../../../problem/problem.ts'
import type { Case, Check } from '../../evalSet.ts'
import type { GraderName } from '../../grading/graderNames.ts'
import type { Cases, Ids } from '../../reading/caseReader.ts'
import { flat } from '../../reading/checks.ts'
import { leftOut, setAside } from '../../reading/leftOut.ts'
import type { Reading } from '../../reading/reading.ts'
import { checkVars, fill, templateNames } from '../../reading/variables.ts'
import { targetsFor } from './configPrompts.ts'
import type { Test } from './promptfooTests.ts'
import type { Origin } from './references.ts'
import { combinations, type Vars } from './vars.ts'

/**
 * The cases of a test: one, or one for each combination of the values of its variables. A case is left out, with the
 * reason, if nothing judges it, or if it would not be judged as its author meant; if a test cannot be run, all its
 * cases are left out.
 */
export function* casesOfTest(test: Test, origin: Origin, setPath: string, ids: Ids): Reading<Cases> {
  const place = { path: origin.path, line: origin.line }
  const { checks } = test.judging
  if (test.mark) {
    const id = test.description ?? Object.values(test.vars)[0]?.text ?? ''
    return { cases: [], problems: [setAside(test.mark, id, place)] }
  }
  const known = [...test.problems, ...test.judging.problems]
  const told = known.filter(({ code }) => code === 'check-left-out')
  const fatal = known.find(({ code }) => code !== 'check-left-out')
  const cause =
    fatal ?? (test.rubricPrompt && flat(checks).some(({ grader }) => grader === 'judge') ? ownJudge : undefined)
  if (cause) return { cases: [], problems: [leftOut({ place, ...cause })] }
  const all = yield* combinations(test.vars, origin, test.expand)
  if (!all.ok) return { cases: [], problems: [leftOut({ ...all.problem, place })] }

  const cases: Case[] = []
  const problems: Problem[] = [...told]
  for (const vars of all.value) {
    const { id } = ids.of(
      undefined,
      [...Object.values(vars), checks.map(({ grader, value, values }) => [grader, value, values])],
      place,
    )
    const trouble: Problem | undefined =
      checks.length === 0 ? { code: 'no-assertion', at: test.form ?? 'assert' } : emptyCheck(checks, vars)
    if (trouble) problems.push(leftOut({ ...trouble, place }))
    else
      cases.push({
        id,
        ...vars,
        expected: [],
        checks,
        ...about(test, origin),
        ...around(test, vars.vars),
        ...standing(origin, setPath),
      })
  }
  return { cases, problems }
}

const ownJudge: Problem = {
  code: 'unsupported-evaluator',
  name: 'rubricPrompt',
  detail: 'the judges have a prompt of their own',
}

const about = ({ threshold, description, prompts }: Test, origin: Origin): Partial<Case> => ({
  ...(prompts && origin.prompts && { only: targetsFor(prompts, origin.prompts) }),
  ...(threshold !== undefined && { threshold }),
  ...(description && { description }),
})

/** Fills the text before and after the prompt. */
const around = ({ prefix, suffix }: Test, vars: Vars['vars']): Partial<Case> => ({
  ...(prefix && { prefix: fill(prefix, vars, 'promptfoo') }),
  ...(suffix && { suffix: fill(suffix, vars, 'promptfoo') }),
})

const standing = (origin: Origin, setPath: string): Partial<Case> => ({
  ...(origin.path !== setPath && { path: origin.path }),
  line: origin.line,
})

/**
 * The problem of a check whose value is empty after filling. A value that names a missing variable leaves nothing to
 * look for, and every answer contains the empty text. The same goes for graders to which promptfoo itself gives no
 * empty value.
 */
function emptyCheck(checks: readonly Check[], vars: Vars): Problem | undefined {
  const given = checkVars(vars)
  for (const { grader, value, values, verbatim } of flat(checks)) {
    if (verbatim) continue
    for (const text of values ?? (value === undefined ? [] : [value])) {
      if (!text.includes('{{') || fill(text, given, 'promptfoo').trim() !== '') continue
      const isUnknown = templateNames(text).some(name => !Object.hasOwn(given, name))
      if (isUnknown || (values === undefined && refusesEmpty.has(grader))) return { code: 'check-empty', text }
    }
  }
  return undefined
}

const refusesEmpty: ReadonlySet<GraderName> = new Set([
  'includes',
  'includes-any',
  'includes-all',
  'starts-with',
  'regex',
])
