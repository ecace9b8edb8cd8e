import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Case, Check, Dialect, Grade } from '../evalSet.ts'
import { beyondFilling, fill, splitList, templateNames } from '../reading/variables.ts'
import type { Finding, GradingMeans } from './grader.ts'
import { graders } from './graders.ts'
import { escaped } from './pattern.ts'

/**
 * Judges an answer by every check. The grade is the mean of what the checks score, by their weights; the answer passes
 * where all of them do, or, where the case has a threshold, where the mean reaches it. A failed request to a judge or
 * an embedding model, and a check that cannot be carried out, are problems of the case and no verdict on the answer.
 */
export async function grade(
  answer: string,
  item: Case,
  checks: readonly Check[],
  means: GradingMeans = {},
): Promise<Outcome<Grade>> {
  const found = await judgeAll(answer, item, checks, item.threshold, means)
  if (!found.ok) return found
  const { passed, score, reason } = found.value
  return success({
    grade: Math.min(1, Math.max(0, Number.isNaN(score) ? 0 : score)),
    passed,
    ...(!passed && reason !== undefined && { reason }),
  })
}

/** One after another, because the checks of a case share its place among the requests under way. */
async function judgeAll(
  answer: string,
  item: Case,
  checks: readonly Check[],
  threshold: number | undefined,
  means: GradingMeans,
): Promise<Outcome<Finding>> {
  if (checks.length === 0) return success({ passed: true, score: 1 })
  let [sum, total] = [0, 0]
  let failed: string | undefined
  for (const check of checks) {
    const found = await judgeOne(answer, item, check, means)
    if (!found.ok) return found
    const weight = check.weight ?? 1
    sum += weight * found.value.score
    total += weight
    if (!found.value.passed && counts(check, means.dialect)) failed ??= found.value.reason ?? check.grader
  }
  const score = total > 0 ? sum / total : means.dialect === 'promptfoo' ? 0 : failed === undefined ? 1 : 0
  if (threshold === undefined)
    return success({ passed: failed === undefined, score, ...(failed !== undefined && { reason: failed }) })
  const reason = `the mean is ${score.toFixed(2)} where ${threshold} is needed${failed === undefined ? '' : `; ${failed}`}`
  return success({ passed: score >= threshold, score, reason })
}

/** Weight 0 frees a check from counting; promptfoo frees no group by it. */
const counts = ({ grader, weight }: Check, dialect: Dialect | undefined): boolean =>
  weight !== 0 || (dialect === 'promptfoo' && grader === 'all')

async function judgeOne(answer: string, item: Case, check: Check, means: GradingMeans): Promise<Outcome<Finding>> {
  if (check.grader === 'all') {
    const group = await judgeAll(answer, item, check.all ?? [], check.threshold, means)
    return group.ok ? success(check.negate ? negated(group.value, check, []) : group.value) : group
  }
  const unfillable = means.dialect === 'promptfoo' ? unfillableIn(check) : undefined
  if (unfillable !== undefined) return failure({ code: 'unfillable', text: unfillable })
  const judged = {
    answer: answerFor(answer, means.dialect),
    item,
    check,
    means,
    wanted: wantedBy(check, item, means.dialect),
  }
  const given = graders[check.grader](judged)
  const found = 'passed' in given ? success(given) : await given
  if (!found.ok) return found
  if (check.negate) return success(negated(found.value, check, judged.wanted))
  const { reason } = found.value
  return success({ ...found.value, reason: `${check.grader}: ${reason ?? expectation(judged.wanted)}` })
}

/** Code and schemas have braces of their own. */
const unfillableIn = ({ grader, value, values = [] }: Check): string | undefined =>
  grader === 'javascript' || grader === 'is-json' || grader === 'includes-json'
    ? undefined
    : [value ?? '', ...values].map(beyondFilling).find(text => text !== undefined)

/** GitHub Models looked at answers without the space around them, whatever the evaluator. */
const answerFor = (answer: string, dialect: Dialect | undefined): string =>
  dialect === 'github' ? answer.trim() : answer

function negated(found: Finding, { grader }: Check, wanted: readonly string[]): Finding {
  const unwanted = wanted.length === 0 ? 'it passes, and should not' : `anything but ${quoted(wanted)} was expected`
  return {
    passed: !found.passed && !found.broken,
    score: found.broken ? 0 : (found.negated ?? 1 - found.score),
    reason: `not ${grader}: ${found.broken ? (found.reason ?? unwanted) : unwanted}`,
  }
}

/** Any of several reference answers is right, also where the check's value names them. */
function wantedBy(check: Check, item: Case, dialect: Dialect | undefined): readonly string[] {
  const { grader, value, values } = check
  if (values !== undefined) return values.flatMap(text => filled(text, check, item, dialect))
  if (value === undefined) return item.expected
  const texts = filled(value, check, item, dialect)
  return grader === 'includes-any' || grader === 'includes-all' ? texts.flatMap(splitList) : texts
}

/** A variable is put into a pattern as the text that it is; only promptfoo takes it as a part of the pattern. */
function filled(text: string, { grader }: Check, item: Case, dialect: Dialect | undefined): readonly string[] {
  const quote = grader === 'regex' && dialect !== 'promptfoo' ? escaped : undefined
  const own = Object.hasOwn(item.vars, 'expected')
  if (own || !templateNames(text).includes('expected')) return [fill(text, item.vars, dialect, quote)]
  return item.expected.map(expected => fill(text, { ...item.vars, expected }, dialect, quote))
}

const expectation = (wanted: readonly string[]): string =>
  wanted.length === 0 ? 'there is no expected answer' : `expected ${quoted(wanted)}`

const quoted = (texts: readonly string[]): string =>
  texts.map(text => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)).join(' or ')
