import type { Place, Problem } from '../text/problem.ts'
import type { Case, Check, GraderName } from './evalSet.ts'
import type { Field } from './fields.ts'
import { compile, graders, templateNames } from './graders.ts'

/** What a `grader` says: a name, a map of name and value (or pattern), or a list of those. */
export function readChecks(field: Field, place: Place): { checks: Check[]; problems: Problem[] } {
  const checks: Check[] = []
  const problems: Problem[] = []
  for (const one of field.list ?? [field]) {
    const name = (one.map ? one.map.name?.text : one.text)?.trim() ?? ''
    if (!isGraderName(name)) {
      problems.push({ code: 'unknown-grader', grader: name, known: Object.keys(graders), place })
      continue
    }
    const value = (one.map?.value ?? one.map?.pattern)?.text
    const ignoreCase = one.map?.ignoreCase?.text === 'true'
    const check: Check = { grader: name, ...(value !== undefined && { value }), ...(ignoreCase && { ignoreCase }) }
    problems.push(...patternProblems(check, value === undefined ? [] : [value], place))
    checks.push(check)
  }
  return { checks, problems }
}

/** What keeps a case from being judged by these checks. */
export function caseProblems(item: Case, checks: readonly Check[], place: Place): Problem[] {
  const compared = checks.filter(check => usesExpected(check, item))
  if (compared.length > 0 && item.expected.length === 0) return [{ code: 'missing-expected', id: item.id, place }]
  return compared.flatMap(check => (check.value === undefined ? patternProblems(check, item.expected, place) : []))
}

const isGraderName = (name: string): name is GraderName => Object.hasOwn(graders, name)

const usesExpected = ({ value }: Check, item: Case): boolean =>
  value === undefined || (templateNames(value).includes('expected') && !Object.hasOwn(item.vars, 'expected'))

function patternProblems(check: Check, patterns: readonly string[], place: Place): Problem[] {
  if (check.grader !== 'regex') return []
  return patterns.flatMap(pattern => {
    const compiled = compile(pattern.replace(/\{\{[^{}]*\}\}/g, 'x'), false)
    return compiled instanceof RegExp ? [] : [{ code: 'bad-pattern' as const, pattern, detail: compiled, place }]
  })
}
