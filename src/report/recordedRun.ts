import { realpath } from 'node:fs/promises'
import { type RunRecord, readRun } from '../journal/readRun.ts'
import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Replacement } from '../review/writePlan.ts'
import type { Report } from '../run/reporting/report.ts'
import type { RunRequest } from '../run/request.ts'
import { belongsTo, readReport, readRequest } from './records.ts'

/** A run as its journal has it. */
export interface RecordedRun {
  readonly request: RunRequest
  readonly record: RunRecord
  /** Absent where the run has not ended. */
  readonly report: Report | undefined
}

/** One candidate of a step, by numbers: the step counted from 1, the candidate from 0. */
export interface CandidateChoice {
  readonly step: number
  readonly candidate: number
}

/**
 * The one door to a recorded run, for the editor and the terminal. A journal that cannot be read, that lacks what a request
 * needs, or whose run was made in another folder (it was copied, moved, or came with a repository) is a problem.
 */
export async function readRecorded(folder: string, runId: string): Promise<Outcome<RecordedRun>> {
  const record = await readRun(folder, runId)
  if (!record.ok) return record
  const request = readRequest(record.value.request)
  if (request === undefined)
    return failure({ code: 'journal-broken', detail: `the request of ${runId} is incomplete, or out of bounds` })
  // A folder may be reached by a link: the editor names the link, the terminal what it leads to.
  const isHere = (await realPath(request.folder)) === (await realPath(folder))
  if (!isHere || !belongsTo(request.folder, request))
    return failure({
      code: 'journal-broken',
      detail: `the run ${runId} was made in another folder, ${request.folder}`,
    })
  return success({ request, record: record.value, report: readReport(record.value.report) })
}

/** The text that a run proposes, or one of its candidates, always taken from the journal. */
export async function readReplacement(
  folder: string,
  runId: string,
  choice?: CandidateChoice,
): Promise<Outcome<Replacement & { readonly request: RunRequest }>> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok) return recorded
  const { request, record, report } = recorded.value
  const initial = report?.initial.text ?? record.initial?.text
  const refined =
    choice === undefined
      ? report?.best.text
      : record.steps.find(({ step }) => step === choice.step)?.candidates[choice.candidate]?.text
  if (initial === undefined || refined === undefined) return failure({ code: 'unknown-run', run: runId, folder })
  return success({ request, target: request.prompt.target, initial, refined })
}

/** Where a folder really is; one that is not there is no other folder. */
const realPath = (folder: string): Promise<string> => realpath(folder).catch(() => folder)
