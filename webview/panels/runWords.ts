import { stopSentences } from '../../src/problem/stopReasons.ts'
import type { RunView, SplitSizes, ViewReport } from '../../src/protocol/page.ts'
import { answerWarning } from '../../src/report/answerWords.ts'
import { caveats } from '../../src/report/caveats.ts'
import { unusableSentence } from '../../src/report/refinement.ts'
import { headOf, verdictSentence } from '../../src/report/verdictWords.ts'
import { count, counted } from '../../src/text/numbers.ts'

/** The state of the run in one sentence. */
export function stateSentence(view: RunView): string {
  switch (view.state) {
    case 'running':
      return progressSentence(view)
    case 'done':
      return doneSentence(view)
    case 'cancelled': {
      const verdict = view.report ? ` ${verdictOn(view.report, view.splits)}` : ''
      return `${stateHead(view)}.${verdict}`
    }
    case 'stopped':
      return `${stateHead(view)}, before its end. It can go on from there.`
    case 'failed':
      return `${stateHead(view)}. ${view.failure ?? 'No reason was given.'}`
    default:
      return view.state satisfies never
  }
}

/** The first and most important words of that sentence: the verdict, or that there is none. */
export function stateHead({ state, report, steps }: RunView): string {
  if (state === 'stopped') return `Stopped after ${counted(steps.length, 'step')}`
  if (state === 'failed') return `Failed after ${counted(steps.length, 'step')}`
  if (state === 'cancelled') return `Cancelled after ${counted(steps.length, 'step')}`
  return state === 'done' && report ? headOf(report) : ''
}

/** For screen readers: the state sentence without the counts, which change many times a second. */
export function announcement(view: RunView): string {
  if (view.state !== 'running') return stateSentence(view)
  const { progress } = view
  if (!progress) return 'Starting.'
  if (progress.phase === 'step') return `Step ${count(progress.step)} of ${count(progress.steps)}.`
  return progress.phase === 'baseline' ? 'Scoring your prompt.' : 'Scoring the best prompt on the test cases.'
}

/** What to know besides: what the scores do not show and why the run ended, or what comes next. */
export function noteSentence({ state, report, initial }: RunView): string {
  const warning = answerWarning(initial?.answers)
  if (report) {
    const isNew = report.best.text !== report.initial.text
    const written = report.written && isNew ? ['The best prompt stands in the file.'] : []
    return [...caveats(report), stopSentences[report.stop], ...written, warning].join(' ').trim()
  }
  if (warning !== '') return warning
  const first = state === 'running' && initial === undefined
  return first ? 'Your prompt is scored first; the chart begins with its score.' : ''
}

function progressSentence({ progress }: RunView): string {
  if (progress === undefined) return 'Starting…'
  const { phase, step, steps, done, of } = progress
  const cases = `${count(done)} of ${count(of)} cases`
  if (phase === 'baseline') return `Scoring your prompt, ${cases}`
  if (phase === 'test') return `Scoring the best prompt on the test cases, ${cases}`
  const place = `Step ${count(step)} of ${count(steps)}`
  return done === 0 ? `${place}: writing candidates` : `${place}: scoring candidates, ${cases}`
}

/** If no candidate could be used, that is the most important thing to say. */
function doneSentence({ report, splits, steps }: RunView): string {
  if (report === undefined) return 'Done.'
  const why = report.best.text === report.initial.text ? unusableSentence(steps) : undefined
  return why === undefined ? verdictOn(report, splits) : `${headOf(report)}. ${why}`
}

/** The verdict on the page: a number and its percent sign are not separated by a line break. */
const verdictOn = (report: ViewReport, splits: SplitSizes | undefined): string =>
  verdictSentence(report, splits?.test).replaceAll(' %', '\u00a0%')
