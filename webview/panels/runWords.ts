import { stopSentences } from '../../src/problem/stopReasons.ts'
import type { Comparison, RunView, SplitSizes, ViewReport } from '../../src/protocol/page.ts'
import { caveats } from '../../src/report/caveats.ts'
import { count, counted, points, pValue } from '../../src/text/numbers.ts'
import { unbrokenPercent } from '../pageNumbers.ts'

/** Where the run stands, in one sentence. */
export function stateSentence(view: RunView): string {
  switch (view.state) {
    case 'running':
      return progressSentence(view)
    case 'done':
      return view.report ? verdictSentence(view.report, view.splits) : 'Done.'
    case 'cancelled': {
      const verdict = view.report ? ` ${verdictSentence(view.report, view.splits)}` : ''
      return `${stateHead(view)}.${verdict}`
    }
    case 'failed':
      return `${stateHead(view)}. ${view.failure ?? 'No reason was given.'}`
    default:
      return view.state satisfies never
  }
}

/** The first words of the state sentence, which say the most: the verdict, or that there is none. */
export function stateHead({ state, report, steps }: RunView): string {
  if (state === 'failed') return `Failed after ${counted(steps.length, 'step')}`
  if (state === 'cancelled') return `Cancelled after ${counted(steps.length, 'step')}`
  return state === 'done' && report?.comparison ? verdicts[report.comparison.verdict] : ''
}

/** What a screen reader is told: as the state sentence, but without the counts, which change many times a second. */
export function announcement(view: RunView): string {
  if (view.state !== 'running') return stateSentence(view)
  const { progress } = view
  if (!progress) return 'Starting.'
  if (progress.phase === 'step') return `Step ${count(progress.step)} of ${count(progress.steps)}.`
  return progress.phase === 'baseline' ? 'Scoring your prompt.' : 'Scoring the best prompt on the test cases.'
}

/** What there is to know beside it: what the scores do not show, and why the run ended; or what is to come. */
export function noteSentence({ state, report, initial }: RunView): string {
  if (report) {
    const written = report.written ? ['The best prompt stands in the file.'] : []
    return [...caveats(report), stopSentences[report.stop], ...written].join(' ')
  }
  const first = state === 'running' && initial === undefined
  return first ? 'Your prompt is scored first; the trajectory begins with its score.' : ''
}

/** What the test cases say of the best prompt; without them, why the validation score must not be taken for it. */
export function verdictSentence(report: ViewReport, splits: SplitSizes | undefined): string {
  const { initial, best, comparison } = report
  if (comparison !== null) return comparisonSentence(report, comparison)
  if (best.step === 0) return `No candidate scored higher than your prompt${on(best.validation, splits)}.`
  const scores = change(initial.validation, best.validation)
  if (splits !== undefined && splits.test > 0) return `The test cases were not scored. Validation score: ${scores}.`
  const cases = splits === undefined ? '' : ` (${counted(splits.train + splits.validation, 'case')})`
  return `No test split${cases}: the validation score is optimistic. It is ${scores}.`
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

function comparisonSentence({ initial, best }: ViewReport, comparison: Comparison): string {
  const { cases, fixed, broken, interval, verdict } = comparison
  const head = verdicts[verdict]
  const where = `on ${counted(cases, 'test case')}`
  const counts = `${counted(fixed, 'case')} fixed, ${count(broken)} broken`
  const interval95 = `95\u00a0% interval ${points(interval[0])} to ${points(interval[1])}`
  const evidence = `${interval95}, ${pValue(comparison.pValue)}; ${counts}`
  if (initial.test === null || best.test === null) return `${head}: ${where} (${evidence})`
  const gain = points(best.test - initial.test)
  return `${head}: ${unbrokenPercent(best.test)} ${where}, before ${unbrokenPercent(initial.test)} (${gain} points, ${evidence})`
}

const verdicts = {
  better: 'Better',
  worse: 'Worse',
  'not distinguishable': 'Not distinguishable from your prompt',
} as const satisfies Record<Comparison['verdict'], string>

const on = (validation: number | null, splits: SplitSizes | undefined) => {
  if (validation === null) return ''
  const cases = splits === undefined ? 'the validation cases' : counted(splits.validation, 'validation case')
  return `: ${unbrokenPercent(validation)} on ${cases}`
}

const change = (before: number | null, after: number | null) => {
  if (after === null) return 'unknown'
  return before === null ? unbrokenPercent(after) : `${unbrokenPercent(after)}, before ${unbrokenPercent(before)}`
}
