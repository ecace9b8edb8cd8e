import type { Report, RunRequest } from '../protocol/worker.ts'
import { sha256 } from '../text/hash.ts'

/** A refined prompt that waits for review. Its text is in the run's journal. */
export interface Waiting {
  readonly runId: string
  /** The step that found its text, and the sha256 of that text, because a run that continues may find another. */
  readonly step: number
  readonly text: string
  readonly folder: string
  readonly prompt: string
  readonly target: string
  /** Scores of the original and of the refined prompt, 0 to 1, and the split on which they were measured. */
  readonly from: number | null
  readonly to: number | null
  readonly on: 'test' | 'validation'
  readonly comparison: { readonly cases: number; readonly pValue: number; readonly verdict: Verdict } | null
}

/** Identifies a refined prompt wherever it is shown, scored or written: by its run, step and text. */
export const refinedId = ({ runId, step, text }: Pick<Waiting, 'runId' | 'step' | 'text'>): string =>
  `${runId}/${step}/${text}`

type Verdict = NonNullable<Report['comparison']>['verdict']

/** What waits after a run: nothing if the original is still the best. */
export function waitingOf(request: RunRequest, report: Report): Waiting | undefined {
  if (report.best.text === report.initial.text) return undefined
  const measured = report.best.test !== null && report.initial.test !== null
  const { comparison } = report
  return {
    runId: report.runId,
    step: report.best.step,
    text: sha256(report.best.text),
    folder: request.folder,
    prompt: request.prompt.path,
    target: request.prompt.target,
    from: measured ? report.initial.test : report.initial.validation,
    to: measured ? report.best.test : report.best.validation,
    on: measured ? 'test' : 'validation',
    comparison: comparison && { cases: comparison.cases, pValue: comparison.pValue, verdict: comparison.verdict },
  }
}

/** Whether something stored by an earlier session can be read by this one. */
export const isWaiting = (raw: unknown): raw is Waiting =>
  typeof raw === 'object' &&
  raw !== null &&
  ['runId', 'text', 'folder', 'prompt', 'target'].every(name => typeof Reflect.get(raw, name) === 'string') &&
  'step' in raw &&
  'on' in raw &&
  'comparison' in raw
