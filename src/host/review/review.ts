import { commands, Uri, window, workspace } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { waitingTitle } from '../../report/titles.ts'
import { type Waiting, waitingOf } from '../../report/waiting.ts'
import type { InlineReview } from '../../review/inlineReview.ts'
import { columnOf } from '../editor/columns.ts'
import { isThere, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { showProblem } from '../runs/announce.ts'
import { goToChange } from './navigate.ts'
import type { Review } from './reviews.ts'

/** Goes to the first change that waits, in the prompt file itself, or side by side if it cannot be shown there. */
export async function review(features: Features, prompt: Uri): Promise<void> {
  const waiting = features.pending.of(prompt)
  if (waiting === undefined) {
    sayNothingWaits()
    return
  }
  await goToReview(features, prompt, waiting)
}

async function goToReview(features: Features, prompt: Uri, waiting: Waiting): Promise<void> {
  const document = await workspace.openTextDocument(prompt)
  await features.reviews.read()
  if (features.reviews.inline(document) === undefined) await showDifference(features, prompt, waiting)
  else
    goToChange(
      features.reviews,
      await window.showTextDocument(document, { preview: false, viewColumn: columnOf(prompt) }),
      'first',
    )
}

/** Shows the present file beside the file as it would be. */
export async function sideBySide(features: Features, prompt: Uri): Promise<void> {
  const waiting = features.pending.of(prompt)
  if (waiting === undefined) sayNothingWaits()
  else await showDifference(features, prompt, waiting)
}

/** Reviews the refined prompt of a finished run; all of it waits again from then on. */
export async function reviewRun(features: Features, folder: string, runId: string): Promise<void> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok || recorded.value.report === undefined) return
  const waiting = waitingOf(recorded.value.request, recorded.value.report)
  if (waiting === undefined) return
  const prompt = Uri.file(waiting.prompt)
  if (!(await isThere(prompt))) {
    showProblem(features, { code: 'file-not-found', place: { path: waiting.prompt } })
    return
  }
  await features.reviews.reopen(waiting)
  await features.pending.add(waiting)
  await review(features, prompt)
}

/** Makes rejected changes wait again; if everything was decided, the refined prompt of the newest run. */
export async function reconsider(features: Features, prompt: Uri): Promise<void> {
  await features.reviews.read()
  const review = features.reviews.of(prompt) ?? features.reviews.lastOf(prompt)
  const runId = review?.waiting.runId ?? (await features.index.of(prompt)).find(({ end }) => end !== undefined)?.runId
  if (review !== undefined) {
    await features.reviews.decide(review, { rejected: [] })
    await features.pending.add(review.waiting)
    await goToReview(features, prompt, review.waiting)
  } else if (runId !== undefined) await reviewRun(features, pathOf(workspaceFolderOf(prompt)), runId)
  else sayNothingWaits()
}

/** Further actions of a review, besides accepting and rejecting, as a list. */
export async function moreOnReview(features: Features, prompt: Uri): Promise<unknown> {
  const found = await openReview(features, prompt)
  if (found === undefined) return sayNothingWaits()
  const { rejected } = features.reviews.decisionsOn(found.review)
  const picked = await window.showQuickPick(
    [
      { label: '$(list-selection) Choose Changes to Accept', command: 'acceptChanges' },
      {
        label: '$(diff) Side by Side',
        detail: 'The file as it stands beside what Accept would write',
        command: 'sideBySide',
      },
      {
        label: '$(play) Evaluate This Text',
        detail: 'Scores it as it stands now, beside both others',
        command: 'evaluateThis',
      },
      {
        label: '$(beaker) What Does Each Change Do?',
        detail: 'Scores the refined prompt without each of its changes',
        command: 'explainChanges',
      },
      ...(found.review.replacement.target === 'description' && isSkill(pathOf(prompt))
        ? [
            {
              label: '$(arrow-swap) Change the Skill That Takes Its Queries',
              detail: 'Optimizes that description beside this one, and measures what both do',
              command: 'changeOtherSide',
            },
          ]
        : []),
      ...(rejected.length === 0
        ? []
        : [{ label: `$(discard) Reconsider What Was Rejected (${rejected.length})`, command: 'reconsider' }]),
      { label: '$(graph-line) Show Trajectory', command: 'showTrajectory' },
    ],
    { title: waitingTitle(found.review.waiting), matchOnDetail: true },
  )
  return picked && commands.executeCommand(`gpo.${picked.command}`, prompt)
}

/** A review in its document. */
export interface OpenReview {
  readonly review: Review
  readonly inline: InlineReview
}

/** Undefined if nothing waits, or if what waits cannot be followed word by word. */
export async function openReview(features: Features, prompt: Uri): Promise<OpenReview | undefined> {
  const document = await workspace.openTextDocument(prompt)
  await features.reviews.read()
  const review = features.reviews.of(prompt)
  const inline = features.reviews.inline(document)
  return review && inline && { review, inline }
}

export const showDifference = (features: Features, prompt: Uri, waiting: Waiting): Promise<void> =>
  features.refined.show(
    prompt,
    waiting.folder,
    waiting.runId,
    `${promptTitle(prompt.path)}: ${waitingTitle(waiting)}`,
    waiting.text,
  )

export function sayNothingWaits(): false {
  mention({ code: 'none-waits' })
  return false
}
