import type { Check } from '../evalSet.ts'
import type { GraderName } from '../grading/graderNames.ts'
import type { Fields } from '../reading/fields.ts'
import type { Data, DataMap } from './rowData.ts'

/**
 * The assertions of a promptfoo test: for a lone expected answer of the type that the test before it uses, so that the
 * set is judged alike. Undefined if promptfoo has no assertion for one of the checks.
 */
export function assertsOf(
  expected: readonly string[],
  checks: readonly Check[] | undefined,
  before: Fields | undefined,
): readonly DataMap[] | undefined {
  // Values are templates there.
  if (expected.some(text => /\{[{%#]/.test(text))) return undefined
  if (checks === undefined) return plainAsserts(expected, before)
  const asserts = checks.map(check => assertOf(check, expected))
  return asserts.every(assert => assert !== undefined) ? asserts : undefined
}

function plainAsserts(expected: readonly string[], before: Fields | undefined): readonly DataMap[] {
  const [value, second] = expected
  if (value === undefined) return []
  if (second !== undefined) return [{ type: 'contains-any', value: expected }]
  const [only, another] = before?.assert?.list ?? []
  const type = another === undefined ? only?.map?.type?.text : undefined
  return [{ type: type !== undefined && comparing.includes(type) ? type : 'equals', value }]
}

const comparing: readonly string[] = ['equals', 'contains', 'icontains', 'starts-with']

/** The assertion type of a grader; the second is used if case is ignored. */
const types: Partial<Readonly<Record<GraderName, readonly [string, string?]>>> = {
  equals: ['equals'],
  includes: ['contains', 'icontains'],
  'includes-any': ['contains-any', 'icontains-any'],
  'includes-all': ['contains-all', 'icontains-all'],
  'starts-with': ['starts-with'],
  regex: ['regex'],
  'is-json': ['is-json'],
  'includes-json': ['contains-json'],
  levenshtein: ['levenshtein'],
  similar: ['similar'],
  judge: ['llm-rubric'],
}

function assertOf(check: Check, [answer]: readonly string[]): DataMap | undefined {
  const { grader, ignoreCase, negate, threshold, weight, values, choices, system } = check
  const type = types[grader]?.[ignoreCase ? 1 : 0]
  const value: Data | undefined = values ?? check.value ?? (grader === 'is-json' ? undefined : answer)
  if (type === undefined || choices || system || (value === undefined && !grader.endsWith('json'))) return undefined
  return {
    type: negate ? `not-${type}` : type,
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold }),
    ...(weight !== undefined && { weight }),
  }
}
