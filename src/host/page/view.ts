import { sentence } from '../../problem/sentences.ts'
import type { RunView } from '../../protocol/page.ts'
import type { Report, RunEvent, RunRequest } from '../../protocol/worker.ts'
import { isSimulated } from '../../report/caveats.ts'
import type { RecordedRun } from '../../report/recordedRun.ts'
import { modelTitle } from '../../report/titles.ts'
import { casesOf } from '../records/askRecorded.ts'

/** The view before the worker has sent anything. */
export function firstView(request: RunRequest): RunView {
  const { task, optimizer, embedding } = request.models
  return {
    runId: request.id,
    prompt: relative(request.folder, request.prompt.path),
    evalSet: relative(request.folder, request.evalSet.path),
    taskModel: modelTitle(task.id),
    optimizerModel: modelTitle(optimizer.id),
    ...(embedding && { embeddingModel: modelTitle(embedding.id) }),
    strategy: request.settings.strategy,
    ...casesOf(request),
    simulated: isSimulated(request),
    state: 'running',
    steps: [],
    resumable: false,
  }
}

/** The view after one more event of the run. */
export function nextView(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case 'baseline':
      return { ...view, initial: event.initial }
    case 'progress':
      return { ...view, progress: event.progress }
    case 'step':
      // A resumed run may report again what its journal already contained.
      return { ...view, steps: [...view.steps.filter(step => step.step < event.step.step), event.step] }
    case 'started':
    case 'case':
    case 'waiting':
      return view
    case 'optimized':
      return endedView(view, event.report)
    case 'evaluated':
    case 'compared':
      return { ...view, state: 'done', resumable: false }
    case 'failed': {
      const state = event.problem.code === 'cancelled' ? 'cancelled' : 'failed'
      return { ...view, state, failure: sentence(event.problem), resumable: event.resumable }
    }
    default:
      event satisfies never
      return view
  }
}

/** The view of a run that is not running, from its journal and whether its best prompt was accepted. */
export function recordedView({ request, record, report }: RecordedRun, written: boolean): RunView {
  const view: RunView = {
    ...firstView(request),
    ...(record.initial === undefined ? {} : { initial: record.initial }),
    steps: record.steps,
  }
  if (report !== undefined) return endedView(view, { ...report, written })
  if (record.failure !== undefined) return { ...view, state: 'failed', failure: record.failure, resumable: true }
  return { ...view, state: 'stopped', resumable: true }
}

const endedView = (view: RunView, { steps, ...report }: Report): RunView => ({
  ...view,
  state: report.stop === 'cancelled' ? 'cancelled' : 'done',
  // The events of a step contain more than the report.
  steps: steps.map(step => view.steps.find(told => told.step === step.step) ?? step),
  report,
  // A cancelled run can be continued; one that reached its end has nothing left to do.
  resumable: report.stop === 'cancelled',
})

const relative = (folder: string, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path
