import { type Fit, fitToCap } from '../../evals/scoring/fitToCap.ts'
import { smallestGain } from '../../evals/scoring/power.ts'
import { requestsOf } from '../../evals/scoring/runRequests.ts'
import { readRun } from '../../journal/readRun.ts'
import { openJournal } from '../../journal/writeRun.ts'
import { best } from '../../optimizer/momentum/past.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import type { Trajectory } from '../../optimizer/trajectory.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { sentence } from '../../problem/sentences.ts'
import { lacking } from '../binding/bindGrading.ts'
import { openRun } from '../binding/openRun.ts'
import type { RunContext } from '../binding/runContext.ts'
import { tooSmall } from '../projectCalls.ts'
import { noteScores } from '../reporting/noteScores.ts'
import { type RunOutcome, reportOf } from '../reporting/reportOf.ts'
import { earlierLooks, lookAtTest } from '../reporting/testLooks.ts'
import type { RunRequest } from '../request.ts'
import { outlineRun, type RunOutline } from './outline.ts'
import { searchAndJudge } from './searchAndJudge.ts'

/** Optimizes one prompt, and keeps a record of it on disk. */
export async function optimizeRun(request: RunRequest, given: RunContext): Promise<Outcome<void>> {
  const fit = fitOf(request)
  const refused = refuse(request, fit)
  if (refused) return failure(refused)
  const journal = openJournal(request.folder, request.id)
  if (!journal.ok) return journal
  try {
    // Another process may have continued the run before it released the journal.
    const record = given.record && (await readRun(request.folder, request.id))
    if (record?.ok === false) return record
    const context = { ...given, ...(record && { record: record.value }) }
    const opened = openRun(request, context)
    if (!opened.ok) return opened
    const { prompt, target } = opened.value
    // If the text is at a place that cannot be written, every candidate would be rejected.
    const unwritable = prompt.problems.find(({ code, place }) => code === 'not-writable' && place?.line === target.line)
    try {
      if (unwritable) return failure(unwritable)
      const outline = outlineRun(request, fit, context, opened.value, journal.value)
      if (!outline.ok) return outline
      const outcome = await follow(outline.value)
      if (!outcome.ok) noteFailure(outline.value, outcome.problem)
      return outcome
    } finally {
      opened.value.close()
    }
  } finally {
    journal.value.close()
  }
}

const fitOf = ({ evalSet, settings }: RunRequest): Fit => fitToCap(evalSet, settings, takesOf(settings))

/** So that a user who opens the run later sees why it stopped. */
function noteFailure({ journal }: RunOutline, problem: Problem): void {
  if (problem.code === 'cancelled') return
  journal.append({ type: 'failed', at: new Date().toISOString(), reason: sentence(problem) })
}

function refuse(request: RunRequest, fit: Fit): Problem | undefined {
  const { evalSet } = request
  if (fit.splits.validation.length === 0)
    return { code: 'eval-set-too-small', cases: evalSet.cases.length, needed: 2, place: { path: evalSet.path } }
  return lacking(request) ?? tooSmall(fit, request.settings)
}

async function follow(outline: RunOutline): Promise<Outcome<void>> {
  const { request, splits, context, journal, plan } = outline
  const at = new Date().toISOString()
  const { steps, caps, extended } = request.settings
  if (!context.record) journal.append({ type: 'run', version: 1, at, request })
  else if (extended && context.record.extension?.steps !== steps) journal.append({ type: 'extended', at, steps, caps })
  context.emit({
    type: 'started',
    runId: request.id,
    steps: plan.steps,
    splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
    projectedCalls: requestsOf(request, takesOf(request.settings)).most,
    affordable: outline.affordable,
    smallestGain: smallestGain(splits.test.length) ?? null,
    looks: earlierLooks(request, outline.opened.target.text),
  })
  const searched = await searchAndJudge(outline)
  if (searched.ok) conclude(searched.value.trajectory, searched.value.outcome, outline)
  return searched.ok ? success(undefined) : searched
}

function conclude(trajectory: Trajectory, judged: RunOutcome, { request, opened, context, journal }: RunOutline): void {
  const own = (context.record?.looks ?? 0) + 1
  const looks = judged.verdict ? Math.max(own, lookAtTest(request, trajectory.initial.text, best(trajectory).text)) : 0
  const report = reportOf(request, trajectory, { ...judged, looks }, opened.ledger.usage())
  journal.append({ type: 'ended', at: new Date().toISOString(), report })
  if (judged.verdict) noteScores(request, trajectory.initial.text, best(trajectory).text, judged.verdict)
  context.emit({ type: 'optimized', report })
}
