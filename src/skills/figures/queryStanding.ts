import { noSkill } from '../catalogue/skillEntry.ts'
import { isRight } from '../queries/query.ts'

/** The answers to a query, and which are right. */
export interface RoutedAnswers {
  readonly expected: readonly string[]
  readonly not: readonly string[]
  /** The name chosen in each run; null if an answer could not be read or did not come. */
  readonly answers: readonly (string | null)[]
}

/** What usually becomes of a query. */
export interface QueryStanding {
  /**
   * `stolen`: another skill is loaded than the right one; `missed`: none is, though one should be; `taken`: one is,
   * though it should not be; `unanswered`: no answer says.
   */
  readonly is: 'right' | 'stolen' | 'missed' | 'taken' | 'unanswered'
  /** The most frequent answer of those that decide. */
  readonly by: string
  /** How many answers it has, of how many that could be read. */
  readonly count: number
  readonly of: number
  /** The share of right answers, 0 to 1. */
  readonly right: number
}

/** A query is right if at least half of its answers are. */
export function standingOf(query: RoutedAnswers): QueryStanding {
  const known = query.answers.filter(answer => answer !== null)
  const right = known.filter(name => isRight(query, name))
  const isUsual = 2 * right.length >= known.length
  const counts = new Map<string, number>()
  for (const name of isUsual ? right : known.filter(name => !isRight(query, name)))
    counts.set(name, (counts.get(name) ?? 0) + 1)
  const [by, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])
  const share = known.length === 0 ? 0 : right.length / known.length
  const found = { by, count, of: known.length, right: share }
  if (known.length === 0) return { is: 'unanswered', ...found }
  if (isUsual) return { is: 'right', ...found }
  const wantsSkill = query.expected.some(name => name !== noSkill)
  return { is: by === noSkill ? 'missed' : wantsSkill ? 'stolen' : 'taken', ...found }
}

/** `stolen by deploy, 2 of 3`: what becomes of a query. */
export function standingSentence({ is, by, count, of }: QueryStanding): string {
  switch (is) {
    case 'right':
      return by === noSkill ? `rightly none, ${count} of ${of}` : `loads ${by}, ${count} of ${of}`
    case 'stolen':
      return `stolen by ${by}, ${count} of ${of}`
    case 'missed':
      return `loads none, ${count} of ${of}`
    case 'taken':
      return `wrongly loads ${by}, ${count} of ${of}`
    case 'unanswered':
      return 'no answer could be read'
    default:
      return is satisfies never
  }
}

/** What became of the query before, if that differs; else empty. */
export function changeSentence(before: QueryStanding, now: QueryStanding): string {
  if (before.is === 'unanswered') return ''
  const turn = now.right > before.right ? 'better, ' : now.right < before.right ? 'worse, ' : ''
  if (before.is !== now.is || before.by !== now.by) return `${turn}before: ${standingSentence(before)}`
  return turn === '' ? '' : `${turn}before: ${before.count} of ${before.of}`
}
