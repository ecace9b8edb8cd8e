import { brokenRows } from '../../evals/reading/leftOut.ts'
import { explanation } from '../../problem/sentences.ts'
import { counted } from '../../text/numbers.ts'
import { type Projected, projectionOf } from './projection.ts'

/** What a row of the sheet leads to; the sheet then shows again, or the run starts. */
export type SheetAct =
  | 'run'
  | 'settings'
  | 'cases'
  | 'row'
  | 'models'
  | 'steps'
  | 'candidates'
  | 'wishes'
  | 'caps'
  | 'nothing'

export interface SheetRow {
  readonly icon: string
  readonly label: string
  readonly detail?: string
  readonly act: SheetAct
}

/** The rows before a run: the two answers first, then what would run, each of which can be changed. */
export function sheetRows(projected: Projected): readonly SheetRow[] {
  const { request, made } = projected
  const { settings } = request
  const told = projectionOf(projected)
  return [
    {
      icon: 'play',
      label: made === undefined ? 'Run' : 'Go On',
      detail: [told.requests, ...(made === undefined ? [] : [madeSentence(made)])].join('. '),
      act: 'run',
    },
    {
      icon: 'settings-gear',
      label: 'Adjust…',
      detail: 'Open the settings; for this run alone, choose a line below',
      act: 'settings',
    },
    { icon: 'beaker', label: told.cases, detail: told.shows, act: 'cases' },
    ...brokenRow(request),
    {
      icon: 'hubot',
      label: told.models,
      detail: [...(made === undefined ? ['Choose other models.'] : []), ...told.matters].join(' '),
      act: made === undefined ? 'models' : 'nothing',
    },
    { icon: 'sparkle', label: told.search, detail: 'Change the steps of this run', act: 'steps' },
    ...(made === undefined
      ? [
          {
            icon: 'list-tree',
            label: counted(settings.candidates, 'candidate'),
            detail: 'Change how many each step asks for',
            act: 'candidates' as const,
          },
        ]
      : []),
    ...(made === undefined
      ? [{ icon: 'pencil', label: told.wishes, detail: toldBefore(request), act: 'wishes' as const }]
      : []),
    { icon: 'credit-card', label: told.caps, detail: `${told.tokens}. Change the cap on requests`, act: 'caps' },
    { icon: 'clock', label: told.time, act: 'nothing' },
  ]
}

/** What is left out is told before the run, and leads to its line. */
function brokenRow({ evalSet }: Projected['request']): readonly SheetRow[] {
  const broken = brokenRows(evalSet.problems)
  if (broken === undefined) return []
  const { count, cause, place } = broken
  const label = `${counted(count, 'broken row')} ${count === 1 ? 'is' : 'are'} left out`
  const line = place.line === undefined ? '' : `Line ${place.line}: `
  return [{ icon: 'warning', label, detail: `${line}${explanation(cause)}`, act: 'row' }]
}

/** Decisions of earlier reviews are told along. */
function toldBefore({ reviewed }: Projected['request']): string {
  const { accepted = [], rejected = [] } = reviewed ?? {}
  const earlier = [
    ...(accepted.length > 0 ? [`${counted(accepted.length, 'change')} that you accepted`] : []),
    ...(rejected.length > 0 ? [`${counted(rejected.length, 'change')} that you rejected`] : []),
  ]
  const known = earlier.length === 0 ? '' : `; it also learns of ${earlier.join(' and ')} before`
  return `Change the goal, tone, language, length or locked text for this run${known}`
}

const madeSentence = ({ steps, requests }: NonNullable<Projected['made']>): string =>
  `${counted(steps, 'step')} and ${counted(requests, 'request')} are made: their answers are kept and not paid for again`
