import type { RoutingView, Share } from '../../src/protocol/routingPage.ts'
import { count, counted, percent, points } from '../../src/text/numbers.ts'

/** The state of the routing in one sentence, without its first words. */
export function routingSentence({ state, progress, failure, right, queries, at }: RoutingView): string {
  if (state === 'running' && progress)
    return `Asking for each query which skill is loaded: ${count(progress.done)} of ${count(progress.of)}`
  if (state === 'failed') return failure ?? 'The routing failed.'
  if (at === undefined) return 'The queries have not been routed yet.'
  return `The right skill, or rightly none, for ${shareText(right)} of ${counted(queries.length, 'query', 'queries')}`
}

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
