import type { Place, Problem } from '../../problem/problem.ts'
import type { Case, Check } from '../evalSet.ts'
import { graderNames, isGraderName, wantsExpected } from '../grading/graderNames.ts'
import { compile } from '../grading/pattern.ts'
import type { Field, Fields } from './fields.ts'
import { graderKeys, unreadKeys } from './unreadKeys.ts'
import { templateNames } from './variables.ts'

/** Checks, and the problems found while reading them. */
export interface ReadChecks {
  readonly checks: Check[]
  readonly problems: Problem[]
}

/**
 * Reads a `grader`: a name, a map of name and value (or pattern, rubric, schema), or a list of those. A map with a list
 * `all` is a group.
 */
export function readChecks(field: Field, place: Place): ReadChecks {
  const checks: Check[] = []
  const problems: Problem[] = []
  for (const one of field.list ?? [field]) {
    const at = one.line === undefined ? place : { ...place, line: one.line }
    const group = one.map?.all?.list && readChecks(one.map.all, at)
    const name = (group ? 'all' : one.map ? one.map.name?.text : one.text)?.trim() ?? ''
    if (!isGraderName(name) || (name === 'all' && !group)) {
      const known = graderNames.filter(grader => grader !== 'all')
      problems.push(
        one.map && !one.map.name
          ? { code: 'unnamed-grader', ...meant(one.map), known, place: at }
          : { code: 'unknown-grader', grader: name, known, place: at },
      )
      continue
    }
    const check: Check = { grader: name, ...optionsOf(one), ...(group && { all: group.checks }) }
    const unread = one.map ? unreadKeys(Object.keys(one.map), graderKeys, key => one.map?.[key], at) : []
    problems.push(...(group?.problems ?? []), ...unread, ...patternProblems(check, at))
    checks.push(check)
  }
  return { checks, problems }
}

/** The keys that are taken for `name`, since other tools call it that. */
const otherKeys: readonly string[] = ['type', 'grader', 'kind', 'check', 'assert']

/** What the author of a map without `name` meant: the key taken for it, and the grader; the latter is '' if unknown. */
function meant(map: Fields): { readonly key?: string; readonly grader: string } {
  const key = otherKeys.find(other => map[other] !== undefined)
  return key === undefined
    ? { grader: Object.keys(map).find(isGraderName) ?? '' }
    : { key, grader: map[key]?.text.trim() ?? '' }
}

/** The default check: by the final answer in the reply. */
export const answer = { grader: 'answer' } as const

/** What keeps these checks from judging a case. */
export function caseProblems(evalCase: Case, checks: readonly Check[], place: Place): Problem[] {
  const compared = flat(checks).filter(check => usesExpected(check, evalCase))
  if (compared.length > 0 && evalCase.expected.length === 0)
    return [{ code: 'missing-expected', id: evalCase.id, place }]
  return compared.flatMap(check =>
    check.value === undefined
      ? evalCase.expected.flatMap(value => patternProblems({ grader: check.grader, value }, place))
      : [],
  )
}

/** The number that a field contains, if any. */
export function numberOf(field: Field | undefined): number | undefined {
  const text = field?.text.trim() ?? ''
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

/** Patterns that cannot be compiled, in a check or in its group; `plain` ones are JavaScript alone. */
export const patternProblems = (check: Check, place: Place, plain = false): Problem[] =>
  flat([check]).flatMap(({ grader, value }) => {
    if (grader !== 'regex' || value === undefined) return []
    const compiled = compile(value.replace(/\{\{[^{}]*\}\}/g, 'x'), false, plain)
    return compiled instanceof RegExp ? [] : [{ code: 'bad-pattern' as const, pattern: value, detail: compiled, place }]
  })

/** The checks with every group replaced by its members. */
export const flat = (checks: readonly Check[]): Check[] =>
  checks.flatMap(check => (check.all ? flat(check.all) : [check]))

function optionsOf({ map }: Field): Omit<Check, 'grader' | 'all'> {
  if (!map) return {}
  const value = map.value ?? map.pattern ?? map.rubric ?? map.schema ?? map.code
  const values = (map.values ?? (value?.list ? value : undefined))?.list?.map(({ text }) => text)
  const threshold = numberOf(map.threshold)
  const weight = numberOf(map.weight)
  const choices = map.choices?.list?.flatMap(choiceOf)
  return {
    ...(value && !values && { value: value.text }),
    ...(values && { values }),
    ...(map.ignoreCase?.text === 'true' && { ignoreCase: true }),
    ...(threshold !== undefined && { threshold }),
    ...(weight !== undefined && { weight }),
    ...(map.negate?.text === 'true' && { negate: true }),
    ...(map.metric && { metric: map.metric.text }),
    ...(choices && { choices }),
    ...(map.file && { file: map.file.text }),
    ...(map.arguments && { arguments: map.arguments.text }),
    ...(map.system && { system: map.system.text }),
  }
}

/** A choice that a judge may give, with its score; a choice without a score is dropped. */
export function choiceOf({ map }: Field): { choice: string; score: number }[] {
  const score = numberOf(map?.score)
  return map?.choice && score !== undefined ? [{ choice: map.choice.text, score }] : []
}

const usesExpected = ({ grader, value, values }: Check, evalCase: Case): boolean =>
  value === undefined || grader === 'pairwise'
    ? values === undefined && wantsExpected(grader)
    : templateNames(value).includes('expected') && !Object.hasOwn(evalCase.vars, 'expected')
