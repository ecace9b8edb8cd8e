import { listRuns, type RunRecord, readRun } from '../journal/readRun.ts'
import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Replacement } from '../review/writePlan.ts'
import type { Report } from '../run/reporting/report.ts'
import type { RunRequest } from '../run/request.ts'
import { sha256 } from '../text/hash.ts'
import { extendedRequest } from './extendedRequest.ts'
import { belongsTo, readReport, readRequest, wasMadeIn } from './records.ts'
import type { Waiting } from './waiting.ts'

/** A run as recorded in its journal. */
export interface RecordedRun {
  readonly request: RunRequest
  readonly record: RunRecord
  /** Absent if the run has not ended. */
  readonly report: Report | undefined
}

/** One candidate of a step, by numbers: the step counted from 1, the candidate from 0. */
export interface CandidateChoice {
  readonly step: number
  readonly candidate: number
}

/**
 * The only access to a recorded run, for the editor and the terminal. It accepts nothing that this program could not
 * have recorded there itself. At a terminal, `anywhere` allows a prompt in any folder, whose run is kept in the folder
 * where the command was given.
 */
export async function readRecorded(
  folder: string,
  runId: string,
  prompts: 'inside' | 'anywhere' = 'inside',
): Promise<Outcome<RecordedRun>> {
  const record = await readRun(folder, runId)
  if (!record.ok) return record
  const asked = readRequest(record.value.request)
  const { extension } = record.value
  const request = asked && extension ? extendedRequest(asked, extension) : asked
  if (request === undefined)
    return failure({ code: 'journal-broken', detail: `the run ${runId} has no request that could have been made` })
  if (request.id !== runId)
    return failure({ code: 'journal-broken', detail: `the run ${runId} calls itself otherwise` })
  if (!(prompts === 'inside' ? belongsTo(folder, request) : wasMadeIn(folder, request.folder)))
    return failure({ code: 'journal-broken', detail: `the run ${runId} was made in another folder, ${request.folder}` })
  const report = record.value.report === undefined ? undefined : readReport(record.value.report)
  if (record.value.report !== undefined && report?.runId !== runId)
    return failure({ code: 'journal-broken', detail: `the run ${runId} has no report that could have been made` })
  return success({ request, record: record.value, report })
}

/** A candidate of a run, always taken from the journal. */
export async function readCandidate(
  folder: string,
  runId: string,
  choice: CandidateChoice,
): Promise<Outcome<Replacement & { readonly request: RunRequest }>> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok) return recorded
  const { record } = recorded.value
  const candidate = record.steps.find(({ step }) => step === choice.step)?.candidates[choice.candidate]
  return replacementOf(recorded.value, candidate?.text)
}

/**
 * The text that waits for review, always taken from the journal. A run that was stopped and continued may propose
 * another one by now; what was shown and scored is still the one that waits.
 */
export async function readWaiting({
  folder,
  runId,
  text,
}: Pick<Waiting, 'folder' | 'runId' | 'text'>): Promise<Outcome<Replacement & { readonly request: RunRequest }>> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok) return recorded
  const { record, report } = recorded.value
  const made = record.steps.flatMap(({ candidates }) => candidates.map(candidate => candidate.text))
  const refined = [...(report === undefined ? [] : [report.best.text]), ...made].find(known => sha256(known) === text)
  return replacementOf(recorded.value, refined)
}

function replacementOf(
  { request, record, report }: RecordedRun,
  refined: string | undefined,
): Outcome<Replacement & { readonly request: RunRequest }> {
  const initial = report?.initial.text ?? record.initial?.text
  if (initial === undefined || refined === undefined)
    return failure({ code: 'unknown-run', run: request.id, folder: request.folder })
  return success({ request, target: request.prompt.target, initial, refined })
}

/** The optimizations of one prompt file in a folder, oldest first; those that cannot be read are skipped. */
export async function runsOf(folder: string, path: string): Promise<readonly RecordedRun[]> {
  const runs: RecordedRun[] = []
  for (const { runId } of await listRuns(folder)) {
    const recorded = await readRecorded(folder, runId)
    if (recorded.ok && recorded.value.request.prompt.path === path) runs.push(recorded.value)
  }
  return runs
}

/** The optimizations of a prompt file, each with the prompts that it scored on every validation case. */
export const earlierTexts = async (folder: string, path: string) =>
  (await runsOf(folder, path)).map(run => ({ request: withoutCases(run.request), texts: scoredTexts(run) }))

const withoutCases = ({ evalSet: _, ...request }: RunRequest): Omit<RunRequest, 'evalSet'> => request

/** The prompts of a run that were scored on every validation case, each once, the original first. */
export function scoredTexts({ record }: RecordedRun): readonly string[] {
  const candidates = record.steps.flatMap(({ candidates }) => candidates)
  const scored = candidates.filter(({ status }) => status === 'evaluated').map(({ text }) => text)
  return [...new Set([...(record.initial ? [record.initial.text] : []), ...scored])]
}
