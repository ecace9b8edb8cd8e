import type { Progress } from '../protocol/worker.ts'
import type { Waiting } from './waiting.ts'

/** A score as it is shown everywhere: whole percents, so that no digit claims more than the cases can tell. */
export const percent = (score: number | null | undefined): string =>
  score === null || score === undefined ? '–' : `${Math.round(score * 100)} %`

export const scoreTitle = (score: {
  readonly score: number
  readonly cases: number
  readonly stale: boolean
}): string =>
  `GPO ${percent(score.score)} of ${counted(score.cases, 'case')}${score.stale ? ' (before your last change)' : ''}`

export const unscoredTitle = (cases: number): string => `GPO: not evaluated yet, ${counted(cases, 'case')}`

export function progressTitle(progress: Progress | undefined): string {
  if (progress === undefined) return 'Starting'
  const requests = counted(requestsOf(progress), 'request')
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

export const waitingTitle = (waiting: Waiting): string =>
  `Refined prompt ${percent(waiting.from)} → ${percent(waiting.to)} (${waiting.on})`

export function waitingSentence(name: string, waiting: Waiting): string {
  const scores = `${percent(waiting.from)} → ${percent(waiting.to)}`
  if (waiting.comparison === null) {
    return `Refined prompt for ${name}: ${scores} on the validation cases that it was chosen by. No test cases were kept apart, so this is no proof.`
  }
  const { cases, pValue, verdict } = waiting.comparison
  const found = verdict === 'not distinguishable' ? 'not distinguishable from your prompt' : verdict
  return `Refined prompt for ${name}: ${found}, ${scores} on ${counted(cases, 'test case')} (${probability(pValue)}).`
}

export const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`

const probability = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

const requestsOf = ({ usage }: Progress): number =>
  usage.task.calls + usage.optimizer.calls + usage.judge.calls + usage.embedding.calls
