import { commands, Uri, window, workspace } from 'vscode'
import type { CommandName } from './commandNames.ts'
import { activeUri } from './editor/activeUri.ts'
import { columnOf } from './editor/columns.ts'
import { isInWorkspaceOf, isThere, pathOf, uriOf, workspaceFolderOf } from './editor/files.ts'
import { mention, say } from './editor/notices.ts'
import type { Features } from './features.ts'
import { scoreHistory } from './history/scoreHistory.ts'
import { chooseEndpoint, chooseModel, endpointAt } from './models/chooseModels.ts'
import type { Commands } from './onDemand.ts'
import { chooseEvalSet } from './prompts/chooseEvalSet.ts'
import { createEvalSet } from './prompts/createEvalSet.ts'
import { isPrompt, isPromptFile } from './prompts/isPrompt.ts'
import { pickPrompt } from './prompts/pickPrompt.ts'
import { workspacePath } from './prompts/promptFiles.ts'
import { changeIn } from './review/changeThreads.ts'
import { accept, acceptChange, acceptChanges, reject, rejectChange } from './review/deciding.ts'
import { evaluateThis, explainChanges } from './review/measure.ts'
import { type Direction, goTo, goToChange } from './review/navigate.ts'
import { refinedScheme } from './review/refinedDocuments.ts'
import { moreOnReview, reconsider, review, reviewRun, sideBySide } from './review/review.ts'
import { showProblem } from './runs/announce.ts'
import { resumeRun, runPrompt } from './runs/runPrompt.ts'
import { uriIn } from './sidebar/nodes.ts'

/** Carries out a command, given the features, its prompt file, and the target, change or run if one was named. */
type Handler = (features: Features, prompt: Uri, name: string | undefined) => unknown

/** Commands about a prompt file: the one they are called on, otherwise the one in the active editor. */
const onPrompt = {
  optimize: (features, prompt, target) => runPrompt(features, 'optimize', prompt, target),
  evaluate: (features, prompt, target) => runPrompt(features, 'evaluate', prompt, target),
  createEvalSet: async (features, prompt, start) => {
    const created = start === 'empty' ? await createEvalSet(prompt) : undefined
    if (created === undefined) await commands.executeCommand('gpo.addCases', prompt)
    else if (!created.ok) showProblem(features, created.problem, prompt)
  },
  // A path named by a caller was not chosen by the user, so it must not lead out of the workspace of the prompt.
  chooseEvalSet: (features, prompt, evalSet) =>
    evalSet === undefined || !isInWorkspaceOf(prompt, uriOf(evalSet, prompt))
      ? chooseEvalSet(features, prompt)
      : features.chosen.choose(prompt, evalSet),
  review: (features, prompt, run) =>
    run === undefined ? review(features, prompt) : reviewRun(features, pathOf(workspaceFolderOf(prompt)), run),
  accept: (features, prompt, refined) => accept(features, prompt, refined),
  acceptChanges: (features, prompt) => acceptChanges(features, prompt),
  acceptChange: (features, prompt, change) => acceptChange(features, prompt, change),
  reject: (features, prompt) => reject(features, prompt),
  rejectChange: (features, prompt, change) => rejectChange(features, prompt, change),
  reconsider: (features, prompt) => reconsider(features, prompt),
  moreOnReview: (features, prompt) => moreOnReview(features, prompt),
  sideBySide: (features, prompt) => sideBySide(features, prompt),
  nextChange: (features, prompt, change) => go(features, prompt, 'next', change),
  previousChange: (features, prompt) => go(features, prompt, 'previous'),
  evaluateThis: (features, prompt) => evaluateThis(features, prompt),
  explainChanges: (features, prompt) => explainChanges(features, prompt),
  showTrajectory: (features, prompt) => showTrajectory(features, prompt),
  scoreHistory: (features, prompt, target) => scoreHistory(features, prompt, target),
  cancel: (features, prompt) => features.runs.of(prompt)?.cancel(),
  resume: (features, prompt) => resume(features, prompt),
} as const satisfies Partial<Record<CommandName, Handler>>

/** Commands about no file. */
const onNothing = {
  chooseModels: async features => {
    for (const setting of ['taskModel', 'optimizerModel', 'judgeModel'] as const)
      if (!(await chooseModel(setting, features.keys))) return
  },
  setKey: async (features, _, baseUrl) => {
    const endpoint = endpointAt(baseUrl) ?? (await chooseEndpoint('The endpoint that the key is for'))
    if (endpoint !== undefined) await features.keys.ask(endpoint.provider, endpoint.baseUrl)
  },
  clearKey: async features => {
    const endpoint = await chooseEndpoint('The endpoint whose key is cleared')
    if (endpoint !== undefined) await features.keys.forget(endpoint.provider, endpoint.baseUrl)
  },
  showLog: features => features.log.show(),
  copyDiagnostics: features => features.log.copyDiagnostics(),
} as const satisfies Record<Exclude<CommandName, keyof typeof onPrompt>, Handler>

/** Commands that still make sense for a prompt file that no longer exists. */
const withoutFile: ReadonlySet<CommandName> = new Set<CommandName>(['reject', 'showTrajectory', 'cancel', 'resume'])

const handlers: Readonly<Record<CommandName, Handler>> = { ...onPrompt, ...onNothing }

/** The commands about a prompt file: on the one they are called on, otherwise on the one that the user picks. */
export const promptCommands =
  (features: Features): Commands<CommandName> =>
  async (name, [first, second]) => {
    const named = typeof second === 'string' ? second : changeIn(first)
    if (name in onNothing) return handlers[name](features, Uri.file('/'), typeof first === 'string' ? first : undefined)
    const uri = uriIn(first) ?? linkedUri(first) ?? activeUri() ?? (await pickPrompt(features, name))
    if (uri === undefined) return undefined
    const prompt = promptOf(uri)
    const place = { path: pathOf(prompt) }
    // The rubric of a judge waits in its eval set, which is no prompt otherwise.
    if (features.pending.of(prompt) === undefined && !(await isPromptFile(prompt)))
      return showProblem(features, { code: 'not-a-prompt', place })
    // A message may stay on screen for hours, and its file be gone when its button is pressed.
    if (!withoutFile.has(name) && !(await isThere(prompt)))
      return showProblem(features, { code: 'file-not-found', place })
    if (promptsIn(second).length > 1) say(`Only ${workspacePath(prompt)}: GPO works on one prompt at a time.`)
    return handlers[name](features, prompt, named)
  }

/** The prompt files among all selected rows, if a command was called on one of them. */
const promptsIn = (selected: unknown): readonly Uri[] =>
  (Array.isArray(selected) ? selected : []).flatMap(row => uriIn(row) ?? []).filter(isPrompt)

/** A link in a hover contains the file as it was written into the link. */
const linkedUri = (raw: unknown): Uri | undefined =>
  typeof raw === 'object' && raw !== null && 'scheme' in raw && raw.scheme === 'file' && 'path' in raw
    ? Uri.from({ scheme: raw.scheme, path: String(raw.path) })
    : undefined

/**
 * An editor in a diff shows one of our documents, or an earlier version of the file, under the path of the file it is
 * about.
 */
const promptOf = (uri: Uri): Uri => (uri.scheme === refinedScheme || uri.scheme === 'git' ? Uri.file(uri.path) : uri)

async function go(features: Features, prompt: Uri, direction: Direction, change?: string): Promise<void> {
  const document = await workspace.openTextDocument(prompt)
  const editor = await window.showTextDocument(document, { preview: false, viewColumn: columnOf(prompt) })
  if (change === undefined) goToChange(features.reviews, editor, direction)
  else goTo(features.reviews, editor, change)
}

async function showTrajectory(features: Features, prompt: Uri): Promise<void> {
  const running = features.runs.of(prompt)
  const isOptimizing = running?.request.kind === 'optimize'
  const runId = isOptimizing ? running.request.id : (await features.index.of(prompt))[0]?.runId
  if (runId !== undefined) features.pages.show(pathOf(workspaceFolderOf(prompt)), runId, prompt.path)
  else mention({ code: 'never-optimized' })
}

async function resume(features: Features, prompt: Uri): Promise<unknown> {
  const unfinished = features.unfinished.of(prompt)
  if (unfinished !== undefined) return resumeRun(features, unfinished.folder, unfinished.runId)
  mention({ code: 'none-stopped' })
  return undefined
}
