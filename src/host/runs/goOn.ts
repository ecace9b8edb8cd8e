import { total } from '../../models/roles.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { extendedRequest } from '../../report/extendedRequest.ts'
import { type RecordedRun, readRecorded } from '../../report/recordedRun.ts'
import { askSheet } from '../asking/sheet.ts'
import type { Features } from '../features.ts'
import { asksLike } from '../records/perRequest.ts'
import { showProblem } from './announce.ts'
import { resumeRun } from './runPrompt.ts'
import type { RunEnd } from './workerRun.ts'

/**
 * Goes on with a run that has ended, for more steps, after the sheet was agreed to. Everything that it has asked is kept:
 * only new requests are sent.
 */
export async function goOn(features: Features, folder: string, runId: string): Promise<RunEnd | undefined> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok) {
    showProblem(features, recorded.problem)
    return undefined
  }
  const { report, record } = recorded.value
  if (report === undefined || report.stop === 'cancelled') return resumeRun(features, folder, runId)
  const wanted = withMoreSteps(recorded.value)
  if (wanted === undefined) {
    const expected = 'a number of steps that a run can have'
    showProblem(features, { code: 'bad-option', option: 'gpo.steps', value: String(record.steps.length), expected })
    return undefined
  }
  const runs = await features.index.in(folder)
  const before = runs.find(run => run.perRequest?.of === asksLike(wanted))?.perRequest
  const made = { steps: record.steps.length, requests: total(report.usage, 'calls') }
  const agreed = await askSheet({ request: wanted, text: report.best.text, made, ...(before && { before }) })
  return agreed === undefined || agreed === 'again' ? undefined : resumeRun(features, folder, runId, agreed.settings)
}

/** At first half as many steps again, three at least. */
function withMoreSteps({ request, record }: RecordedRun): RunRequest | undefined {
  const from = record.steps.length
  const steps = from + Math.max(fewest, Math.ceil(from / 2))
  return extendedRequest(request, { from, steps, caps: request.settings.caps })
}

const fewest = 3
