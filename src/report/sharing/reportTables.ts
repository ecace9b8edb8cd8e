import { roles } from '../../models/roles.ts'
import { stopSentences } from '../../problem/stopReasons.ts'
import type { ModelSpec, Report, RunRequest } from '../../protocol/worker.ts'
import { count, counted, dollars, percent, points } from '../../text/numbers.ts'
import { answerWords } from '../answerWords.ts'
import { replyWords } from '../replyWords.ts'
import { modelTitle } from '../titles.ts'

/** A table of a report: its first column names the rows. */
export interface ReportTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The scores of both prompts on each split. */
export function scoreTable({ initial, best, comparison }: Report): ReportTable {
  const rows = [
    ...(comparison === null
      ? []
      : [
          [
            `Test, ${counted(comparison.cases, 'case')}`,
            percent(initial.test),
            percent(best.test),
            `${gain(initial.test, best.test)} (${points(comparison.interval[0])} to ${points(comparison.interval[1])})`,
          ],
        ]),
    [
      'Validation, which chose it',
      percent(initial.validation),
      percent(best.validation),
      gain(initial.validation, best.validation),
    ],
  ]
  return { head: ['Cases', 'Original', 'Refined', 'Points (95 % interval)'], rows }
}

/** What became of each step; `marked` emphasizes the step that made the best prompt. */
export function stepTable(report: Report, marked: (step: string) => string): ReportTable {
  let best = report.initial.validation ?? 0
  const rows = report.steps.map(made => {
    const { step, stepSize, candidates, winner } = made
    const score = winner === null ? undefined : candidates[winner]?.score
    best = Math.max(best, score ?? 0)
    const of = (status: string) => candidates.filter(candidate => candidate.status === status).length
    const measured = [`${of('evaluated') + of('known')} scored`, `${of('dropped')} dropped`]
    const fates = [...measured, ...(of('rejected') === 0 ? ['0 rejected'] : []), ...replyWords(made)]
    const isBest = step === report.best.step && report.best.text !== report.initial.text
    return [
      isBest ? marked(String(step)) : String(step),
      stepSize === null ? 'any' : String(stepSize),
      fates.join(', '),
      percent(score),
      percent(best),
    ]
  })
  return { head: ['Step', 'Words that may change', 'Candidates', 'Winner', 'Best so far'], rows }
}

/** Why the run ended, and what was wrong with its answers. */
export const endSentence = (report: Report): string => `${stopSentences[report.stop]} ${answersSentence(report)}`.trim()

function answersSentence(report: Report): string {
  const words = answerWords(report.answers)
  return words === '' ? '' : `Candidates were scored with ${words}.`
}

/** What each model was asked; `code` shows a name as it is typed. */
export function usageTable({ models }: RunRequest, { usage }: Report, code: (text: string) => string): ReportTable {
  const rows = roles.flatMap(role => {
    const { calls, cached, inputTokens, outputTokens } = usage[role]
    const model = models[role]
    if (model === undefined || calls + cached === 0) return []
    const name = model.kind === 'demo' ? modelTitle(model.id) : `${code(model.id)}${detailsOf(model, code)}`
    return [[`${role} model: ${name}`, ...[calls, cached, inputTokens, outputTokens].map(count)]]
  })
  return { head: ['Model', 'Requests', 'From the cache', 'Input tokens', 'Output tokens'], rows }
}

export const costSentence = ({ usage }: Report): string =>
  usage.usd === null ? 'Cost: unknown, as no price is set for these models.' : `Cost: ${dollars(usage.usd)}.`

/** What VS Code said about its model, because the same name may later mean another one. */
const detailsOf = (model: ModelSpec, code: (text: string) => string): string =>
  model.kind === 'vscode' && model.details !== undefined
    ? ` (${code(model.details.id)}, family ${code(model.details.family)}, version ${code(model.details.version)})`
    : ''

const gain = (before: number | null, after: number | null): string =>
  before === null || after === null ? '–' : points(after - before)
