import type { Step } from '../protocol/page.ts'
import { count } from '../text/numbers.ts'

/**
 * The replies of a step that gave no candidate to score, in words: those that were rejected, how many of them because
 * the tokens of the reply were used up, and those that repeated another. None is left out, so a step's numbers add up.
 */
export function replyWords({ candidates, repeated = 0 }: Pick<Step, 'candidates' | 'repeated'>): readonly string[] {
  const rejected = candidates.filter(({ status }) => status === 'rejected')
  const cut = rejected.filter(({ problem }) => problem?.code === 'reply-cut-off').length
  return [
    ...(rejected.length > 0 ? [`${count(rejected.length)} rejected${cut > 0 ? ` (${count(cut)} cut off)` : ''}`] : []),
    ...(repeated > 0 ? [`${count(repeated)} repeated`] : []),
  ]
}
