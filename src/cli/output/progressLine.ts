import { total } from '../../models/roles.ts'
import type { Progress, RunEvent } from '../../run/events.ts'
import { percent } from '../../text/numbers.ts'
import type { Terminal } from './terminal.ts'

/** Tells of a run on standard error: a line a step, and where there is a terminal a last line that is drawn over. */
export function progressLine(terminal: Terminal): { show(event: RunEvent): void } {
  const draw = (text: string): void => {
    if (terminal.isInteractive) terminal.err(`\r\u001b[2K${text}`)
  }
  const say = (text: string): void => {
    draw('')
    terminal.err(`${text}\n`)
  }
  return {
    show(event) {
      switch (event.type) {
        case 'started':
          return say(started(event))
        case 'baseline':
          return say(`baseline: ${percent(event.initial.score)} on validation`)
        case 'progress':
          return draw(progressText(event.progress))
        case 'step':
          return say(stepText(event.step))
        case 'case':
          return
        case 'optimized':
        case 'evaluated':
        case 'compared':
        case 'failed':
          return draw('')
        default:
          return event satisfies never
      }
    },
  }
}

function started({ runId, steps, splits, projectedCalls }: Extract<RunEvent, { type: 'started' }>): string {
  if (steps === 0) return `${splits.validation} cases, at most ${projectedCalls} requests`
  const cases = `${splits.train} train, ${splits.validation} validation, ${splits.test} test cases`
  return `run ${runId}: ${steps} steps, ${cases}, at most ${projectedCalls} requests`
}

function progressText({ phase, step, steps, done, of, best, usage }: Progress): string {
  const where = phase === 'step' ? `step ${step} of ${steps}` : phase
  return `${where}: ${done} of ${of} cases, ${best === null ? '' : `best ${percent(best)}, `}${total(usage, 'calls')} requests`
}

function stepText({ step, stepSize, candidates, winner }: Extract<RunEvent, { type: 'step' }>['step']): string {
  const won = winner === null ? undefined : candidates[winner]
  const count = (status: string): number => candidates.filter(candidate => candidate.status === status).length
  const parts = [
    won?.score === undefined ? 'no candidate finished' : `winner ${percent(won.score)}`,
    `${count('evaluated')} evaluated`,
    `${count('dropped')} dropped`,
    ...(count('known') > 0 ? [`${count('known')} known`] : []),
    ...(count('rejected') > 0 ? [`${count('rejected')} rejected`] : []),
    ...(stepSize === null ? [] : [`up to ${stepSize} words`]),
  ]
  return `step ${step}: ${parts.join(', ')}`
}
