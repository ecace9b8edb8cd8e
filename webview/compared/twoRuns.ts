import { total } from '../../src/models/roles.ts'
import type { CaseView, Graded, RunView } from '../../src/protocol/page.ts'
import { verdictSentence } from '../../src/report/verdictWords.ts'
import { count, counted, percent } from '../../src/text/numbers.ts'
import { bestOf } from '../panels/figures.ts'

/** One property of both runs, in words. */
export interface ComparedRow {
  readonly name: string
  readonly own: string
  readonly other: string
}

/** A case that the best prompt of only one run answers rightly. */
export interface ParedCase {
  readonly name: string
  readonly input: string
  readonly rightIn: 'own' | 'other'
}

/** When a run began, which its id tells, in UTC. */
export function timeOf(runId: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(runId) ?? []
  return year === undefined ? runId : `${year}-${month}-${day} ${hour}:${minute} UTC`
}

/** What each run found, and what it was made with. */
export const comparedRows = (own: RunView, other: RunView): readonly ComparedRow[] =>
  properties.map(([name, of]) => ({ name, own: of(own), other: of(other) }))

const properties: readonly (readonly [name: string, of: (view: RunView) => string])[] = [
  ['Verdict', view => (view.report ? verdictSentence(view.report, view.splits?.test) : 'It has not ended.')],
  ['Score while searching', view => `${percent(view.initial?.score)} → ${percent(bestOf(view)?.score)}`],
  ['Score on unseen cases', ({ report }) => `${percent(report?.initial.test)} → ${percent(report?.best.test)}`],
  ['Steps', ({ steps }) => count(steps.length)],
  [
    'Requests',
    ({ report, steps }) => {
      const usage = report?.usage ?? steps.at(-1)?.usage
      return usage === undefined ? '–' : count(total(usage, 'calls'))
    },
  ],
  ['Strategy', ({ strategy }) => strategy ?? '–'],
  ['Task model', ({ taskModel }) => taskModel],
  ['Optimizer model', ({ optimizerModel }) => optimizerModel],
  ['Eval set', ({ evalSet }) => evalSet],
]

/** The best text of a run; undefined before its original was scored. */
export function bestTextOf(view: RunView): string | undefined {
  if (view.report) return view.report.best.text
  const best = bestOf(view)?.step ?? 0
  const step = view.steps.find(made => made.step === best)
  return step?.winner == null ? view.initial?.text : step.candidates[step.winner]?.text
}

/** The validation cases on which the best prompts of both runs differ; undefined if a run recorded no grades. */
export function differingCases(own: RunView, other: RunView): readonly ParedCase[] | undefined {
  const [ours, theirs] = [bestGrades(own), bestGrades(other)]
  if (ours === undefined || theirs === undefined) return undefined
  return (own.cases ?? []).flatMap(({ id, name, input }: CaseView): ParedCase[] => {
    const [first, second] = [ours.get(id), theirs.get(id)]
    if (first == null || second == null || (first === 1) === (second === 1)) return []
    return [{ name, input, rightIn: first === 1 ? 'own' : 'other' }]
  })
}

/** What the differences amount to, and whether the scores can be compared at all. */
export function casesSentence(own: RunView, other: RunView): string {
  const [ids, others] = [own, other].map(({ cases }) => new Set(cases?.map(({ id }) => id)))
  const shared = [...(ids ?? [])].filter(id => others?.has(id)).length
  const cases = differingCases(own, other)
  if (shared === 0) return 'The runs share no case that chose between candidates, so their scores cannot be compared.'
  const apart =
    shared < Math.max(ids?.size ?? 0, others?.size ?? 0)
      ? ' Their other cases differ, so compare their scores with care.'
      : ''
  if (cases === undefined) return `The grades of single cases are not in the journal of both runs.${apart}`
  const right = (run: ParedCase['rightIn']) => cases.filter(({ rightIn }) => rightIn === run).length
  return `Of ${counted(shared, 'case')} that chose in both runs, ${count(right('own'))} ${right('own') === 1 ? 'is' : 'are'} right only with the best prompt of this run, ${count(right('other'))} only with that of the other.${apart}`
}

function bestGrades(view: RunView): ReadonlyMap<string, number | null> | undefined {
  const step = bestOf(view)?.step ?? 0
  const grades = step === 0 ? view.initial?.grades : view.steps.find(made => made.step === step)?.grades
  return grades && new Map(grades.map(({ id, grade }: Graded) => [id, grade]))
}
