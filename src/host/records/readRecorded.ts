import { Uri } from 'vscode'
import { type RunRecord, readRun } from '../../journal/readRun.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { findTarget, readPromptFile } from '../../prompts/readPromptFile.ts'
import type { Report, RunRequest } from '../../protocol/worker.ts'
import { belongsTo, readReport, readRequest } from '../../report/records.ts'
import type { Replacement } from '../../review/writePlan.ts'
import { readSource } from '../editor/files.ts'

/** A run as its journal has it. */
export interface Recorded {
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

export async function readRecorded(folder: string, runId: string): Promise<Outcome<Recorded>> {
  const record = await readRun(folder, runId)
  if (!record.ok) return record
  const request = readRequest(record.value.request)
  if (request === undefined)
    return failure({ code: 'journal-broken', detail: `the run ${runId} has no readable request` })
  if (!belongsTo(folder, request))
    return failure({ code: 'journal-broken', detail: `the run ${runId} was made in another folder` })
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

/** Whether the best prompt of a run stands in its file now. */
export async function standsInFile({ request, report }: Recorded): Promise<boolean> {
  const { path, target } = request.prompt
  const source = report === undefined ? undefined : await readSource(Uri.file(path))
  const file = source === undefined ? undefined : readPromptFile(path, source)
  const found = file?.ok ? findTarget(file.value, target) : undefined
  return found?.ok === true && found.value.text === report?.best.text
}
