import { ProgressLocation, Uri, window, workspace } from 'vscode'
import { withRemarks } from '../../evals/marking/remarks.ts'
import { type Prepared, preparedFrom, withAgentIn } from '../../evals/preparing/prepare.ts'
import { newRunId } from '../../journal/runId.ts'
import type { RunnerSpec } from '../../models/command/readRunner.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import type { RunRequest, RunSettings } from '../../protocol/worker.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { progressTitle } from '../../report/titles.ts'
import { routedRun } from '../../settings/routedRun.ts'
import { meansDescription } from '../../skills/optimizing/prepareRouting.ts'
import { type Confirm, confirmed } from '../asking/confirm.ts'
import { preflight } from '../asking/preflight.ts'
import { editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { mention } from '../editor/notices.ts'
import { unlinked } from '../editor/unlinked.ts'
import type { Features } from '../features.ts'
import { tooLongForEditor } from '../models/fitsEditor.ts'
import { firstView, recordedView } from '../page/view.ts'
import { pickText } from '../prompts/pickText.ts'
import { inspectOrAsk } from '../prompts/preparePrompt.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { reviewedBefore } from '../review/reviewedBefore.ts'
import { announceEnd, showProblem } from './announce.ts'
import { tellBrokenRows } from './brokenRows.ts'
import { type Choices, codeAllowed, keysAgain, readChoices } from './choices.ts'
import { routingOf } from './routedDescription.ts'
import { agreesToRunner, runnerFor } from './skillRunner.ts'
import type { Run, RunEnd, RunStart } from './workerRun.ts'

/** Evaluates or optimizes a prompt file, from the user's click to the result. Undefined if nothing was started. */
export async function runPrompt(
  features: Features,
  kind: RunRequest['kind'],
  prompt: Uri,
  target?: string,
): Promise<RunEnd | undefined> {
  const running = features.runs.of(prompt)
  if (running !== undefined) return show(features, running)
  const ready = await makeReady(features, kind, prompt, target)
  const text = !ready.ok && ready.problem.code === 'no-target' ? await pickText(prompt) : undefined
  if (text === 'cancelled') return undefined
  if (text !== undefined) return runPrompt(features, kind, text)
  if (!ready.ok) {
    showProblem(features, ready.problem, prompt)
    return undefined
  }
  // Before an optimization the sheet tells them.
  if (kind === 'evaluate') tellBrokenRows(ready.value.request.evalSet)
  // A skill that is never loaded has no right answer, and is what its description is optimized for.
  const isChecked = kind === 'optimize' && ready.value.request.routing === undefined
  const checked = isChecked ? await preflight(features, ready.value) : ready.value
  return checked !== undefined && 'request' in checked ? follow(features, checked) : checked
}

/** Continues a run that stopped early with its original settings, or one that had ended with those `extended`. */
export async function resumeRun(
  features: Features,
  folder: string,
  runId: string,
  extended?: RunSettings,
): Promise<RunEnd | undefined> {
  const running = features.runs.byId(runId)
  if (running !== undefined) return show(features, running)
  const ready = await makeReadyAgain(features, folder, runId, extended)
  if (ready.ok) return follow(features, ready.value)
  showProblem(features, ready.problem)
  return undefined
}

/**
 * Reads everything that a run needs, asking the user for what is missing. `narrow` may reduce the request before it is
 * confirmed.
 */
export async function makeReady(
  features: Features,
  kind: RunRequest['kind'],
  prompt: Uri,
  target?: string,
  narrow = (request: RunRequest): RunRequest => request,
  confirm: Confirm = confirmed,
): Promise<Outcome<RunStart>> {
  const refusal = refusalOf(prompt)
  if (refusal !== undefined) return failure(refusal)
  const inspection = await inspectOrAsk(prompt, features.chosen)
  if (!inspection.ok) return inspection
  features.problems.found(prompt, inspection.value)
  const runner = runnerFor(pathOf(prompt), target)
  if (!runner.ok) return runner
  const forAgent = runner.value && { forAgent: true as const }
  const read = await withAgentIn(inspection.value, { files: editorFiles(prompt), ...forAgent })
  const paired = preparedFrom(read, target)
  const isDescription = kind === 'optimize' && meansDescription(target, paired)
  const routing = isDescription ? await routingOf(features, prompt, read) : undefined
  if (routing?.ok === false) return routing
  const prepared = routing ? success(routing.value.prepared) : paired
  if (!prepared.ok) return prepared
  const picked = await readChoices(prompt, features.keys)
  if (!picked.ok) return picked
  const isRun = runner.value && prepared.value.target.id === 'body'
  const allowed = isRun ? await agreesToRunner(runner.value, picked.value.settings) : success(undefined)
  if (!allowed.ok) return allowed
  const choices = isRun ? answeredBy(runner.value, picked.value) : picked.value
  const tooLong = await tooLongForEditor(choices.models.task, prepared.value)
  if (tooLong !== undefined) return failure(tooLong)
  const evalSet = await withRemarks(prepared.value.evalSet, pathOf(prompt), editorFiles(prompt))
  const plain = requestOf(kind, prompt, { ...prepared.value, evalSet }, choices)
  const routed = routing ? routedRun(plain, routing.value.routing, choices.routing) : plain
  const { target: chosen } = prepared.value
  const reviewed = kind === 'optimize' ? await reviewedBefore(features, prompt, chosen) : undefined
  const asked = { ...routed, ...(reviewed && { reviewed }) }
  const request = await confirm(features, narrow(asked), chosen.text)
  if (request === undefined) return failure({ code: 'cancelled' })
  if (request === 'again') return makeReady(features, kind, prompt, target, narrow, confirm)
  return success({ request, resume: false, keys: choices.keys, view: firstView(request) })
}

const answeredBy = (task: RunnerSpec, choices: Choices): Choices => ({
  ...choices,
  models: { ...choices.models, task },
})

async function makeReadyAgain(
  features: Features,
  folder: string,
  runId: string,
  extended: RunSettings | undefined,
): Promise<Outcome<RunStart>> {
  if (!workspace.isTrusted) return failure({ code: 'untrusted' })
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok) return recorded
  const { request } = recorded.value
  const keys = await keysAgain(Uri.file(request.prompt.path), request.models, features.keys)
  if (!keys.ok) return keys
  const { failure: _, report: __, ...view } = recordedView(recorded.value, false)
  // A journal is part of the workspace, so it must not decide whether code may run.
  const settings = { ...(extended ?? request.settings), allowCode: codeAllowed() }
  const again = { ...request, settings }
  return success({
    request: again,
    resume: true,
    keys: keys.value,
    view: { ...view, state: 'running', resumable: false },
  })
}

/** Starts a prepared run and follows it to its end, with its page, its progress and a final message. */
export async function follow(features: Features, start: RunStart): Promise<RunEnd | undefined> {
  const started = features.runs.start(start)
  if (!started.ok) {
    // A second click while the first was still being prepared.
    const running = features.runs.of(Uri.file(start.request.prompt.path))
    return running && show(features, running)
  }
  const run = started.value
  const { request } = run
  features.pages.follow(run)
  if (request.kind === 'optimize') features.pages.show(request.folder, request.id, request.prompt.path)
  void showProgress(run)
  const end = await run.ended
  await announceEnd(features, run.request, end)
  return end
}

/** A prompt has one run at a time; a request for another shows the running one. */
function show(features: Features, { request }: Run): undefined {
  if (request.kind === 'optimize') features.pages.show(request.folder, request.id, request.prompt.path)
  else mention({ code: 'run-busy', run: request.id, place: { path: request.prompt.path } })
  return undefined
}

const showProgress = (run: Run): Thenable<RunEnd> =>
  window.withProgress(
    { location: ProgressLocation.Notification, title: `GPO: ${unlinked(nameOf(run.request))}`, cancellable: true },
    (progress, token) => {
      progress.report({ message: progressTitle(run.view.progress) })
      token.onCancellationRequested(() => run.cancel())
      run.onEvent(event => {
        if (event.type === 'progress') progress.report({ message: progressTitle(event.progress) })
      })
      return run.ended
    },
  )

const nameOf = ({ prompt }: RunRequest): string => promptTitle(prompt.path)

function refusalOf(prompt: Uri): Problem | undefined {
  if (!workspace.isTrusted) return { code: 'untrusted' }
  if (prompt.scheme === 'file') return undefined
  return { code: 'bad-combination', detail: 'Runs are kept on disk beside the prompt file, and this one is on no disk' }
}

const requestOf = (kind: RunRequest['kind'], prompt: Uri, prepared: Prepared, choices: Choices): RunRequest => ({
  id: newRunId(),
  kind,
  folder: pathOf(workspaceFolderOf(prompt)),
  prompt: requestedFrom(prepared.prompt, prepared.target.id),
  evalSet: prepared.evalSet,
  pairedBy: prepared.pairing.pairedBy,
  models: choices.models,
  settings: choices.settings,
})
