import { longestDescription } from '../../prompts/longestDescription.ts'
import { count, counted, points } from '../../text/numbers.ts'
import { type Absence, noSkill } from '../catalogue/skillEntry.ts'
import type { Seen } from '../profiles/listing.ts'
import { countNames, type NameCount } from './answered.ts'
import type { RoutingChange } from './routingChange.ts'
import type { SkillFigures } from './routingFigures.ts'
import type { Weighed } from './weighed.ts'

/** Why a skill is not listed, in words. */
export const absences: Readonly<Record<Absence, string>> = {
  disabled: 'disable-model-invocation is set',
  'no-description': 'it has no description',
  unreadable: 'it is not UTF-8 text',
  shadowed: 'another skill of that name comes first',
  'too-long': 'its description is longer than the agent accepts',
  'long-name': 'its name has more than 256 characters',
  reserved: 'its name stands for no skill',
}

/** `deploy 3, none 1`. */
export const countsText = (counts: readonly NameCount[]): string =>
  counts.map(({ name, count }) => `${name} ${count}`).join(', ')

/** `deploy 2, none 1`: what was loaded for a query; an answer that is missing or unreadable is `?`. */
export const loadedText = (answers: readonly (string | null)[]): string =>
  countsText(countNames(answers.map(answer => answer ?? '?')))

/** How much of the skills the model sees; skills that it sees in full are only counted. */
export function seenText(listed: readonly (Omit<Seen, 'skill'> & { readonly name: string })[]): string {
  const whole = listed.filter(({ how }) => how === 'full').length
  const others = listed.flatMap(({ name, how, shown, length, why }) => {
    switch (how) {
      case 'full':
        return []
      case 'cut':
        return [`${name} cut at ${shown} of ${length} characters`]
      case 'name':
        return [`${name} by its name alone`]
      case 'nothing':
        return [`${name} not at all (${why === undefined ? 'there is no room' : absences[why]})`]
      default:
        return [how satisfies never]
    }
  })
  return [`${whole} of ${listed.length} skills in full`, ...others].join(', ')
}

/**
 * What other descriptions change, one line each: what is taken from whom, the catalogue as a whole, and, if there are
 * several, what each adds to the others.
 */
export function weighedLines(change: Weighed): readonly string[] {
  const each = change.changes.flatMap(({ skill, own }) =>
    change.changes.length < 2 || own === null ? [] : [`${skill}: the change adds ${ownText(own)}, beside the others`],
  )
  return [...togetherLines(change), ...each, ...overLines(change)]
}

/** What they change all together, without what the effects are over. */
export const togetherLines = (change: RoutingChange): readonly string[] => [
  ...costLines(change),
  `elsewhere than before: ${counted(change.moved.length, 'query', 'queries')}; right skill ${gainText(change.right)}`,
]

/** What one change adds to the others. */
export const ownText = (own: RoutingChange): string => [gainText(own.right), ...costLines(own)].join('; ')

const costLines = ({ takes, worseFor }: RoutingChange): readonly string[] => [
  ...takes.map(({ name, from }) => `${name} ${name === 'none' ? 'is answered for' : 'takes'} ${takenText(from)}`),
  ...(worseFor.length > 0 ? [`worse for ${countsText(worseFor)}`] : []),
]

const gainText = (right: RoutingChange['right']): string =>
  right
    ? `${points(right.value)} points (95 % interval ${points(right.interval[0])} to ${points(right.interval[1])} points)`
    : 'an unknown number of points'

/** Whether the effects of what a search has found are over queries that it used. */
export function overLines({ changes, over: { queries, isUnseen } }: Weighed): readonly string[] {
  if (changes.every(({ run }) => run === undefined)) return []
  const asked = counted(queries, 'query', 'queries')
  return [isUnseen ? `over ${asked} that no search used` : `over ${asked} by which the descriptions were found`]
}

const takenText = (from: readonly NameCount[]): string =>
  from.map(({ name, count }) => `${count} ${count === 1 ? 'query' : 'queries'} from ${name}`).join(', ')

/**
 * `fires 9 of 10, stolen 3 times by report, takes 1 from docx`: what the answers say about one skill, short enough for a
 * line. Of several skills that take from it, or that it takes from, the first is named.
 */
export function skillSentence({ fires, of, stolenBy, takesFrom }: Told): string {
  const { stolen, missed } = lossesOf(stolenBy)
  return [
    of > 0 ? `fires ${fires} of ${of}` : 'has no queries of its own',
    ...listed(stolen, (count, more) => `stolen ${times(count)}${more ? ',' : ''}`, 'by'),
    ...(missed > 0 ? [`not loaded ${times(missed)}`] : []),
    ...listed(takesFrom, (count, more) => `takes ${count}${more ? ',' : ''}`, 'from'),
  ].join(', ')
}

/** Every skill that takes from it, and that it takes from, a line each; empty if the sentence has named them all. */
export function skillDetail({ stolenBy, takesFrom }: Told): readonly string[] {
  const { stolen } = lossesOf(stolenBy)
  return [
    ...(stolen.length > 1 ? [`Stolen by ${countsText(stolen)}`] : []),
    ...(takesFrom.length > 1 ? [`Takes from ${countsText(takesFrom)}`] : []),
  ]
}

type Told = Pick<SkillFigures, 'fires' | 'of' | 'stolenBy' | 'takesFrom'>

const lossesOf = (stolenBy: readonly NameCount[]) => ({
  stolen: stolenBy.filter(({ name }) => name !== noSkill),
  missed: stolenBy.find(({ name }) => name === noSkill)?.count ?? 0,
})

/** `takes 1 from docx`, or of several `takes 3, 2 from docx`. */
function listed(
  counts: readonly NameCount[],
  total: (count: number, hasMore: boolean) => string,
  word: 'by' | 'from',
): readonly string[] {
  const [first, second] = counts
  if (first === undefined) return []
  const sum = counts.reduce((all, { count }) => all + count, 0)
  const share = second === undefined ? '' : `${first.count} `
  return [`${total(sum, second !== undefined)} ${share}${word} ${first.name}`]
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** `412 of 1,024`: the characters of a description, and the most that agents accept. */
export const lengthText = (description: string): string =>
  `${count(Array.from(description).length)} of ${count(longestDescription)}`
