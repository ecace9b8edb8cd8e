import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Case, Check, Dialect, Grade } from '../evalSet.ts'
import { beyondFilling, checkVars, fill, splitList, templateNames } from '../reading/variables.ts'
import type { GraderResult, GraderServices } from './grader.ts'
import { graders } from './graders.ts'
import { escaped } from './pattern.ts'

/**
 * Judges an answer by all checks. The grade is the mean of the check scores, weighted. The answer passes if every check
 * passes or, if the case has a threshold, if the mean reaches it. A failed request to a judge or an embedding model,
 * and a check that cannot be carried out, are problems of the case and no verdict on the answer.
 */
export async function grade(
  answer: string,
  evalCase: Case,
  checks: readonly Check[],
  services: GraderServices = {},
): Promise<Outcome<Grade>> {
  const found = await judgeAll(answer, evalCase, checks, evalCase.threshold, services)
  if (!found.ok) return found
  const { passed, score, reason } = found.value
  return success({
    grade: Math.min(1, Math.max(0, Number.isNaN(score) ? 0 : score)),
    passed,
    ...(!passed && reason !== undefined && { reason }),
  })
}

/** One after another, because the checks of a case share one slot of the concurrent requests. */
async function judgeAll(
  answer: string,
  evalCase: Case,
  checks: readonly Check[],
  threshold: number | undefined,
  services: GraderServices,
): Promise<Outcome<GraderResult>> {
  if (checks.length === 0) return success({ passed: true, score: 1 })
  let [sum, total] = [0, 0]
  let failed: string | undefined
  for (const check of checks) {
    const found = await judgeOne(answer, evalCase, check, services)
    if (!found.ok) return found
    const weight = check.weight ?? 1
    sum += weight * found.value.score
    total += weight
    if (!found.value.passed && counts(check, services.dialect)) failed ??= found.value.reason ?? check.grader
  }
  const score = total > 0 ? sum / total : services.dialect === 'promptfoo' ? 0 : failed === undefined ? 1 : 0
  if (threshold === undefined)
    return success({ passed: failed === undefined, score, ...(failed !== undefined && { reason: failed }) })
  const reason = `the mean is ${score.toFixed(2)} where ${threshold} is needed${failed === undefined ? '' : `; ${failed}`}`
  return success({ passed: score >= threshold, score, reason })
}

/** A check of weight 0 does not count, except that in promptfoo a group always counts. */
const counts = ({ grader, weight }: Check, dialect: Dialect | undefined): boolean =>
  weight !== 0 || (dialect === 'promptfoo' && grader === 'all')

async function judgeOne(
  answer: string,
  evalCase: Case,
  check: Check,
  services: GraderServices,
): Promise<Outcome<GraderResult>> {
  if (check.grader === 'all') {
    const group = await judgeAll(answer, evalCase, check.all ?? [], check.threshold, services)
    return group.ok ? success(check.negate ? negated(group.value, check, []) : group.value) : group
  }
  const unfillable = services.dialect === 'promptfoo' ? unfillableIn(check) : undefined
  if (unfillable !== undefined) return failure({ code: 'unfillable', text: unfillable })
  const judged = {
    answer: answerFor(answer, services.dialect),
    evalCase,
    check,
    services,
    wanted: wantedBy(check, evalCase, services.dialect),
  }
  const given = graders[check.grader](judged)
  const found = 'passed' in given ? success(given) : await given
  if (!found.ok) return found
  if (check.negate) return success(negated(found.value, check, judged.wanted))
  const { reason } = found.value
  return success({ ...found.value, reason: `${check.grader}: ${reason ?? expectation(judged.wanted)}` })
}

/** Braces in code and schemas are not placeholders. */
const unfillableIn = ({ grader, value, values = [], verbatim }: Check): string | undefined =>
  verbatim || grader === 'javascript' || grader === 'is-json' || grader === 'includes-json'
    ? undefined
    : [value ?? '', ...values].map(beyondFilling).find(text => text !== undefined)

/** GitHub Models ignores white space around an answer, whatever the evaluator. */
const answerFor = (answer: string, dialect: Dialect | undefined): string =>
  dialect === 'github' ? answer.trim() : answer

function negated(found: GraderResult, { grader }: Check, wanted: readonly string[]): GraderResult {
  const unwanted = wanted.length === 0 ? 'it passes, and should not' : `anything but ${quoted(wanted)} was expected`
  return {
    passed: !found.passed && !found.broken,
    score: found.broken ? 0 : (found.negated ?? 1 - found.score),
    reason: `not ${grader}: ${found.broken ? (found.reason ?? unwanted) : unwanted}`,
  }
}

/** Any of several reference answers is right, also if the check's value refers to them. */
export function wantedBy(check: Check, evalCase: Case, dialect: Dialect | undefined): readonly string[] {
  const { grader, value, values } = check
  if (values !== undefined) return values.flatMap(text => filled(text, check, evalCase, dialect))
  if (value === undefined) return evalCase.expected
  const texts = filled(value, check, evalCase, dialect)
  return grader === 'includes-any' || grader === 'includes-all' ? texts.flatMap(splitList) : texts
}

/** A variable in a pattern stands for its literal text; only promptfoo makes it a part of the pattern. */
function filled(
  text: string,
  { grader, verbatim }: Check,
  evalCase: Case,
  dialect: Dialect | undefined,
): readonly string[] {
  if (verbatim) return [text]
  const quote = grader === 'regex' && dialect !== 'promptfoo' ? escaped : undefined
  const own = Object.hasOwn(evalCase.vars, 'expected')
  if (own || !templateNames(text).includes('expected')) return [fill(text, checkVars(evalCase), dialect, quote)]
  return evalCase.expected.map(expected => fill(text, { ...checkVars(evalCase), expected }, dialect, quote))
}

const expectation = (wanted: readonly string[]): string =>
  wanted.length === 0 ? 'there is no expected answer' : `expected ${quoted(wanted)}`

const quoted = (texts: readonly string[]): string =>
  texts.map(text => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)).join(' or ')
