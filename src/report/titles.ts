import { total } from '../models/roles.ts'
import type { Progress } from '../protocol/worker.ts'
import type { TextScore } from '../review/decisions.ts'
import { counted, dollars, luck, percent } from '../text/numbers.ts'
import type { Waiting } from './waiting.ts'

/** What has changed since a score was measured. */
export type Stale = 'prompt' | 'eval set' | undefined

/** A model as the user knows it, by its name in the settings; that of the demo model says that it is simulated. */
export const modelTitle = (id: string): string => (id === 'demo' ? 'demo (simulated)' : id)

/** `81.0 % [70.1, 89.2]`: a score with its 95 % interval; the sign stands once, as a lens has little room. */
export const intervalTitle = ({ score, interval: [low, high] }: Pick<TextScore, 'score' | 'interval'>): string =>
  `${percent(score)} [${bare(low)}, ${bare(high)}]`

const bare = (share: number): string => percent(share).replace(' %', '')

interface Scored {
  readonly score: number
  readonly interval: readonly [number, number]
  readonly cases: number
  readonly stale: Stale
}

/**
 * With its 95 % interval, so that nobody mistakes a few cases for certainty. A score of another text, or of other cases,
 * says so instead. Two commands stand behind it in a row that a narrow editor cuts off.
 */
export const scoreTitle = (score: Scored): string =>
  score.stale === undefined
    ? `GPO ${intervalTitle(score)}`
    : `GPO ${percent(score.score)} ${score.stale === 'prompt' ? 'of the old text' : 'on the old cases'}`

/** The same in full. */
export const scoreDetail = ({ score, interval: [low, high], cases, stale }: Scored): string =>
  `${percent(score)} of ${counted(cases, 'case')}, 95 % interval ${bare(low)} to ${bare(high)}${staleTitle(stale)}`

/** Added to a score that is not that of the present text and cases. */
export const staleTitle = (stale: Stale): string => (stale === undefined ? '' : `, before the ${stale} changed`)

export const unscoredTitle = 'GPO: not evaluated yet'

export function progressTitle(progress: Progress | undefined): string {
  if (progress === undefined) return 'Starting'
  const requests = spent(progress)
  switch (progress.phase) {
    case 'baseline':
      return `Scoring the prompt, case ${progress.done} of ${progress.of}, ${requests}`
    case 'step':
      return `Step ${progress.step} of ${progress.steps}, best ${percent(progress.best)}, ${requests}`
    case 'test':
      return `Comparing on the test cases, ${progress.done} of ${progress.of}, ${requests}`
    default:
      progress.phase satisfies never
      return requests
  }
}

/** The part of it that fits into a narrow editor. */
export const shortWaitingTitle = ({ from, to, on }: Waiting): string =>
  `Refined prompt ${percent(from)} → ${percent(to)} (${on === 'test' ? 'unseen' : 'seen'})`

/** Whether the search knew the cases, and how much luck there may be in it. */
export function waitingTitle({ from, to, on, comparison }: Waiting): string {
  const cases = on === 'test' ? 'cases that the search never saw' : 'the cases that chose it'
  const chance = comparison === null ? '' : `, chance of this by luck alone ${luck(comparison.pValue)}`
  return `Refined prompt ${percent(from)} → ${percent(to)} on ${cases}${chance}`
}

/** The score of a text between the original and the refined prompt, beside both. */
export function measuredSentence(
  own: TextScore,
  initial: TextScore | undefined,
  refined: TextScore | undefined,
  on: 'test' | 'validation',
): string {
  const others = [
    ...(initial === undefined ? [] : [`the original ${intervalTitle(initial)}`]),
    ...(refined === undefined ? [] : [`the refined prompt ${intervalTitle(refined)}`]),
  ]
  return [`GPO: this text scores ${intervalTitle(own)} of ${counted(own.cases, `${on} case`)}`, ...others].join(', ')
}

/** Requests so far, with their cost if prices are known. */
function spent(progress: Progress): string {
  const { usd } = progress.usage
  const requests = counted(total(progress.usage, 'calls'), 'request')
  return usd === null || usd === 0 ? requests : `${requests}, ${dollars(usd)}`
}
