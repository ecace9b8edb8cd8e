import { distance } from 'fastest-levenshtein'
import type { Place, Problem } from '../../problem/problem.ts'
import type { Field } from './fields.ts'

/** The keys of a grader. `name` or `all` is there; `value` has other names, which mean the same. */
export const graderKeys = [
  'name',
  'all',
  'value',
  'pattern',
  'rubric',
  'schema',
  'code',
  'values',
  'ignoreCase',
  'threshold',
  'weight',
  'negate',
  'metric',
  'choices',
  'system',
  'file',
  'arguments',
] as const

/** The keys of an eval set of our own, but for those that only describe it. */
export const setKeys = ['grader', 'cases'] as const

/** What other tools call a grader. */
const graderElsewhere: ReadonlySet<string> = new Set([
  'assert',
  'assertions',
  'checks',
  'evaluators',
  'grading',
  'metrics',
  'scorers',
])

/** Keys that are there for people, or for other programs. */
const aside =
  /^(?:[^\p{L}\p{N}]|x-|(?:author|comment|description|id|license|metadata|notes|tags|title|name|version)s?$)/iu

/**
 * Keys of a map that nothing reads. One that is nearly the name of another is a mistake which would change what a score
 * means, so it counts as one unless that other is there too.
 */
export function unreadKeys(
  keys: Iterable<string>,
  read: readonly string[],
  field: (key: string) => Field | undefined,
  place: Place,
): Problem[] {
  return [...keys].flatMap(key => {
    if (read.includes(key) || aside.test(key)) return []
    const guess = read.find(other => isNearly(key, other)) ?? elsewhere(key, read)
    const meant = guess !== undefined && field(guess) === undefined ? guess : undefined
    const line = field(key)?.line ?? place.line
    const at = line === undefined ? place : { ...place, line }
    return [
      meant === undefined ? { code: 'unread-key', key, place: at } : { code: 'misnamed-key', key, meant, place: at },
    ]
  })
}

/** One letter more or less makes another word of a short one: "mode" is not "code". */
const isNearly = (key: string, other: string): boolean =>
  distance(letters(key), letters(other)) <= (other.length < 6 ? 0 : 1)

const letters = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '')

const elsewhere = (key: string, read: readonly string[]): string | undefined =>
  read.find(other => other === 'grader' && (graderElsewhere.has(key) || graderElsewhere.has(`${key}s`)))
