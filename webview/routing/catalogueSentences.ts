import type { RoutingView, Share, SkillView } from '../../src/protocol/routingPage.ts'
import { count, counted, percent, points } from '../../src/text/numbers.ts'

/** The state of the routing in one sentence, without its first words. */
export function routingSentence({ state, progress, failure, right, queries, at }: RoutingView): string {
  if (state === 'running' && progress)
    return `Asking for each query which skill is loaded: ${count(progress.done)} of ${count(progress.of)}`
  if (state === 'failed') return failure ?? 'The routing failed.'
  if (at === undefined) return 'The queries have not been routed yet.'
  return `The right skill, or rightly none, for ${shareText(right)} of ${counted(queries.length, 'query', 'queries')}`
}

/** The skills to look at first: those that none of their queries loads, and those that take each other's; else empty. */
export function standoutSentence({ skills }: Pick<RoutingView, 'skills'>): string {
  const silent = skills.filter(({ fires, of }) => fires === 0 && of > 0)
  const pairs = skills.flatMap((skill, index) => {
    const rivals = skills.slice(index + 1).filter(other => takes(skill, other) && takes(other, skill))
    return rivals.map(({ name }) => `${skill.name} and ${name}`)
  })
  return [
    ...(silent.length > 0
      ? [`Never loaded for a query of its own: ${firstOf(silent.map(({ name, of }) => `${name} (0 of ${of})`))}.`]
      : []),
    ...(pairs.length > 0 ? [`These take each other's queries: ${firstOf(pairs)}.`] : []),
  ].join(' ')
}

const takes = ({ takesFrom }: SkillView, { name }: SkillView): boolean => takesFrom.some(from => from.name === name)

/** The names that have room in a sentence; the table has all. */
const firstOf = (names: readonly string[]): string =>
  names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${count(names.length - 5)} more`

/** What the changed descriptions did, if there is something to compare; else empty. */
export function changedSentence({ right, rightBefore, turned }: RoutingView): string {
  if (turned === undefined || right === null || rightBefore === undefined || rightBefore === null) return ''
  const difference = points(right.value - rightBefore.value)
  return `With the descriptions before: ${percent(rightBefore.value)}. Now ${difference} points; ${counted(turned.better, 'query', 'queries')} better, ${count(turned.worse)} worse.`
}

/** What the figures leave out, or do not hold for any more; else empty. */
export function caveatSentence({ unreadable, failed, changed }: RoutingView): string {
  return [
    ...(changed.length > 0 ? [`Changed since: ${changed.join(', ')}. Route again to see what that does.`] : []),
    ...(unreadable + failed > 0
      ? [
          `${counted(unreadable, 'answer')} could not be read and ${counted(failed, 'request')} failed; they count for nothing.`,
        ]
      : []),
  ].join(' ')
}

const shareText = (share: Share | null): string =>
  share === null
    ? 'an unknown share'
    : `${percent(share.value)} (95 % interval ${percent(share.interval[0])} to ${percent(share.interval[1])})`
