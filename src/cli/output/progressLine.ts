import type { AnswerCounts } from '../../evals/scoring/answerCounts.ts'
import { total } from '../../models/roles.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'
import { answerWords } from '../../report/answerWords.ts'
import { couldShow } from '../../report/fewTestCases.ts'
import { replyWords } from '../../report/replyWords.ts'
import type { Progress, RunEvent } from '../../run/events.ts'
import { counted, duration, percent } from '../../text/numbers.ts'
import { redraw, type Terminal } from './terminal.ts'

type Step = Extract<RunEvent, { type: 'step' }>['step']

/** If lines cannot be redrawn, a new line shows the progress at this interval in milliseconds. */
const longestSilence = 5000

/**
 * Shows a run's progress on standard error: one line per step and, on a terminal, a last line that is redrawn. `now` is
 * in milliseconds.
 */
export function progressLine(terminal: Terminal, now: () => number = Date.now): { show(event: RunEvent): void } {
  const draw = (text: string): void => redraw(terminal, text)
  let said = now()
  const say = (text: string): void => {
    draw('')
    terminal.err(`${text}\n`)
    said = now()
  }
  return {
    show(event) {
      switch (event.type) {
        case 'started':
          return say(started(event))
        case 'baseline':
          return say(baselineText(event.initial))
        case 'progress':
          if (terminal.isInteractive || now() - said < longestSilence) return draw(progressText(event.progress))
          return say(progressText(event.progress))
        case 'step':
          return say(stepText(event.step))
        case 'waiting':
          return say(sentenceAtTerminal(event.problem))
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

function started(event: Extract<RunEvent, { type: 'started' }>): string {
  const { runId, steps, splits, projectedCalls, affordable = steps, smallestGain, looks } = event
  if (steps === 0) return `${counted(splits.validation, 'case')}, at most ${counted(projectedCalls, 'request')}`
  const cases = `${splits.train} train, ${splits.validation} validation, ${splits.test} test cases`
  const bought = affordable < steps ? `, which buy about ${counted(affordable, 'step')}` : ''
  const most = `run ${runId}: ${counted(steps, 'step')}, ${cases}, at most ${counted(projectedCalls, 'request')}${bought}`
  return `${most}\n${couldShow(splits.test, smallestGain, looks)}`
}

function baselineText({ score, answers }: Extract<RunEvent, { type: 'baseline' }>['initial']): string {
  const said = `baseline: ${percent(score)} on validation`
  const trouble = answerTrouble(answers)
  return trouble === '' ? said : `${said}, ${trouble}`
}

/** What is wrong with the answers by which a prompt was scored, and what to do; empty if nothing is. */
export function answerTrouble(answers: AnswerCounts | undefined): string {
  const trouble = answerWords(answers)
  const isCut = answers !== undefined && answers.cut > 0
  return isCut ? `${trouble}; raise --task-max-tokens, since what is cut off is graded as it stands` : trouble
}

function progressText({ phase, step, steps, done, of, best, usage, leftMs }: Progress): string {
  const where = phase === 'step' ? `step ${step} of ${steps}` : phase
  const parts = [
    `${where}: ${done} of ${counted(of, 'case')}`,
    ...(best === null ? [] : [`best ${percent(best)}`]),
    counted(total(usage, 'calls'), 'request'),
    ...(leftMs === undefined ? [] : [`about ${duration(leftMs)} left`]),
  ]
  return parts.join(', ')
}

function stepText(made: Step): string {
  const { step, stepSize, candidates, winner, current, answers } = made
  const best = winner === null ? undefined : candidates[winner]?.score
  const count = (status: Step['candidates'][number]['status']): number =>
    candidates.filter(one => one.status === status).length
  const parts = [
    bestOf(best, current.score),
    `${count('evaluated')} evaluated`,
    `${count('dropped')} dropped`,
    ...(count('known') > 0 ? [`${count('known')} known`] : []),
    ...replyWords(made),
    ...(stepSize === null ? [] : [`up to ${counted(stepSize, 'word')}`]),
    ...(answers === undefined || answerWords(answers) === '' ? [] : [answerWords(answers)]),
  ]
  return `step ${step}: ${parts.join(', ')}`
}

/** The winner of a step is a gain only if it does better than the prompt with which the step began. */
function bestOf(best: number | undefined, current: number): string {
  if (best === undefined) return 'no candidate finished'
  return best > current
    ? `winner ${percent(best)}`
    : `no gain, the winner has ${percent(best)} and the prompt ${percent(current)}`
}
