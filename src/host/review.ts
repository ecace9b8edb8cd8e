import { type QuickPickItem, Uri, window } from 'vscode'
import { applyEdits, type Edit, editsBetween, joinNear } from '../text/merge.ts'
import type { Outcome } from '../text/outcome.ts'
import { sentence } from '../text/sentences.ts'
import type { Parts } from './parts.ts'
import { readRecorded, readReplacement } from './refined.ts'
import { waitingTitle } from './titles.ts'
import { type Waiting, waitingOf } from './waiting.ts'
import { type Written, writeBack } from './writeBack.ts'

/** Shows the file as it stands beside the file as it would be. */
export async function review(parts: Parts, prompt: Uri): Promise<void> {
  const waiting = parts.pending.of(prompt)
  if (waiting === undefined) sayNothingWaits()
  else await showDifference(parts, prompt, waiting)
}

/** The same for a finished run, whose refined prompt waits again from then on. */
export async function reviewRun(parts: Parts, folder: string, runId: string): Promise<void> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok || recorded.value.report === undefined) return
  const waiting = waitingOf(recorded.value.request, recorded.value.report)
  if (waiting === undefined) return
  await parts.pending.add(waiting)
  await showDifference(parts, Uri.file(waiting.prompt), waiting)
}

/** Writes the refined prompt into its file. True where it now stands there. */
export async function accept(parts: Parts, prompt: Uri): Promise<boolean> {
  const waiting = parts.pending.of(prompt)
  if (waiting === undefined) return sayNothingWaits()
  const replacement = await readReplacement(waiting.folder, waiting.runId)
  if (!replacement.ok) return refuse(parts, prompt, waiting, replacement)
  return settle(parts, prompt, waiting, await writeBack(prompt, replacement.value))
}

/** Lets the user pick single changes and writes those. */
export async function acceptChanges(parts: Parts, prompt: Uri): Promise<boolean> {
  const waiting = parts.pending.of(prompt)
  if (waiting === undefined) return sayNothingWaits()
  const replacement = await readReplacement(waiting.folder, waiting.runId)
  if (!replacement.ok) return refuse(parts, prompt, waiting, replacement)
  const { initial, refined } = replacement.value
  // Words that only a space parts are decided on together.
  const changes = joinNear(initial, editsBetween(initial, refined), 1)
  const picked = await window.showQuickPick(
    changes.map(edit => itemOf(initial, edit)),
    {
      title: 'Changes to take over',
      placeHolder: 'What is picked is written, the rest stays as it is',
      canPickMany: true,
      ignoreFocusOut: true,
    },
  )
  if (picked === undefined || picked.length === 0) return false
  const chosen = applyEdits(
    initial,
    picked.map(item => item.edit),
  )
  return settle(parts, prompt, waiting, await writeBack(prompt, { ...replacement.value, refined: chosen }))
}

/** Lets go of the refined prompt. It stays in the journal of its run. */
export async function reject(parts: Parts, prompt: Uri): Promise<void> {
  const waiting = parts.pending.of(prompt)
  if (waiting !== undefined) await decided(parts, prompt, waiting)
}

async function settle(parts: Parts, prompt: Uri, waiting: Waiting, written: Outcome<Written>): Promise<boolean> {
  if (!written.ok) return refuse(parts, prompt, waiting, written)
  await decided(parts, prompt, waiting)
  const { merged, state } = written.value
  if (merged) void window.showInformationMessage('The prompt had been edited meanwhile; both edits now stand in it.')
  if (state === 'otherwise') {
    void window.showWarningMessage(
      'The refined prompt stands in the file, but saving changed more than its text. Look for a formatter or a setting that runs on save.',
    )
  }
  return true
}

async function refuse(
  parts: Parts,
  prompt: Uri,
  waiting: Waiting,
  refusal: Extract<Outcome<unknown>, { ok: false }>,
): Promise<false> {
  if (refusal.problem.code === 'prompt-changed') {
    await showDifference(parts, prompt, waiting)
    void window.showWarningMessage(
      'Nothing was written: the prompt was edited in the same words that the refined prompt changes. Take over from the difference what still applies.',
    )
  } else void window.showErrorMessage(sentence(refusal.problem))
  return false
}

async function decided(parts: Parts, prompt: Uri, waiting: Waiting): Promise<void> {
  await parts.pending.remove(waiting)
  await parts.refined.close(prompt)
  await parts.pages.refresh(waiting.folder, waiting.runId)
}

const showDifference = (parts: Parts, prompt: Uri, waiting: Waiting): Promise<void> =>
  parts.refined.show(
    prompt,
    waiting.folder,
    waiting.runId,
    `${prompt.path.slice(prompt.path.lastIndexOf('/') + 1)}: ${waitingTitle(waiting)}`,
  )

function sayNothingWaits(): false {
  void window.showInformationMessage('No refined prompt waits for this file. Run GPO: Optimize Prompt to get one.')
  return false
}

const itemOf = (initial: string, edit: Edit): QuickPickItem & { readonly edit: Edit } => ({
  label:
    edit.text.trim() === ''
      ? `$(dash) ${oneLine(initial.slice(edit.start, edit.end))}`
      : `$(add) ${oneLine(edit.text)}`,
  description:
    edit.start === edit.end || edit.text.trim() === ''
      ? ''
      : `instead of: ${oneLine(initial.slice(edit.start, edit.end))}`,
  detail: `… ${oneLine(initial.slice(Math.max(0, edit.start - 60), edit.start))} ▸`,
  picked: true,
  edit,
})

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 117)}…` : line
}
