import { type Uri, window } from 'vscode'
import type { Outcome } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { readWaiting } from '../../report/recordedRun.ts'
import { refinedId, type Waiting } from '../../report/waiting.ts'
import type { TextChange } from '../../review/changes.ts'
import { changeTitle, oneLine } from '../../review/changeTitles.ts'
import { type PlacedChange, textWith } from '../../review/inlineReview.ts'
import { isThere } from '../editor/files.ts'
import { complain, mention, say, warn } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { changeAtCaret } from './navigate.ts'
import { type OpenReview, openReview, review, sayNothingWaits, showDifference } from './review.ts'
import { type Written, writeBack } from './writeBack.ts'

/**
 * Writes everything that waits into the file. True if the whole refined prompt, except for rejected changes, is now in
 * the file. A message knows which refined prompt it announced: if another one waits by now, that one is shown and
 * nothing is written.
 */
export async function accept(features: Features, prompt: Uri, refined?: string): Promise<boolean> {
  const waiting = features.pending.of(prompt)
  if (waiting === undefined) return sayNothingWaits()
  if (refined !== undefined && refined !== refinedId(waiting)) {
    await review(features, prompt)
    warn({ code: 'refined-replaced' })
    return false
  }
  const found = await openReview(features, prompt)
  if (found === undefined) return acceptWhole(features, prompt, waiting)
  const { open } = found.inline
  const free = open.filter(({ state }) => state === 'waiting')
  if (free.length === 0) return refuse(features, prompt, waiting)
  if (
    !(await take(
      features,
      prompt,
      found,
      free.map(({ change }) => change),
    ))
  )
    return false
  if (free.length === open.length) return true
  warn({ code: 'changes-left-out' })
  return false
}

/** Writes one change: the named one, otherwise the one at the caret. */
export const acceptChange = (features: Features, prompt: Uri, id?: string): Promise<boolean> =>
  withChange(features, prompt, id, async (found, { change, state }) => {
    if (state === 'waiting') return take(features, prompt, found, [change])
    warn({ code: 'change-unplaced' })
    return false
  })

/** Rejects one change. It stays in the journal of its run. */
export const rejectChange = (features: Features, prompt: Uri, id?: string): Promise<boolean> =>
  withChange(features, prompt, id, async ({ review, inline }, { change }) => {
    const { rejected } = features.reviews.decisionsOn(review)
    await features.reviews.decide(review, { rejected: [...rejected, change.id] })
    if (inline.open.length === 1) await decided(features, prompt, review.waiting)
    return true
  })

/** Lets the user pick several changes from a list and writes them in one edit; the others continue to wait. */
export async function acceptChanges(features: Features, prompt: Uri): Promise<boolean> {
  const found = await openReview(features, prompt)
  if (found === undefined) return accept(features, prompt)
  const items = found.inline.open
    .filter(({ state }) => state === 'waiting')
    .map(({ change, number, start }) => ({
      label: `${number}: ${changeTitle(change)}`,
      detail: `… ${oneLine(found.inline.text.slice(Math.max(0, start - 60), start), 80)} ▸`,
      picked: true,
      change,
    }))
  const picked = await window.showQuickPick(items, {
    title: 'Changes to accept',
    placeHolder: 'What is picked is written in one edit, the others go on waiting',
    canPickMany: true,
    ignoreFocusOut: true,
  })
  if (picked === undefined || picked.length === 0) return false
  return take(
    features,
    prompt,
    found,
    picked.map(({ change }) => change),
  )
}

/**
 * Rejects everything that waits, even if an undo later makes an accepted change wait again. It stays in the journal of
 * its run.
 */
export async function reject(features: Features, prompt: Uri): Promise<void> {
  const waiting = features.pending.of(prompt)
  if (waiting === undefined) return
  const found = (await isThere(prompt)) ? await openReview(features, prompt) : undefined
  if (found !== undefined) {
    const { rejected } = features.reviews.decisionsOn(found.review)
    const open = found.inline.open.map(({ change }) => change.id)
    await features.reviews.decide(found.review, { rejected: [...rejected, ...open] })
  }
  await decided(features, prompt, waiting)
  say('The refined prompt is rejected, and the file is as it was.', { Reconsider: ['gpo.reconsider', prompt] })
}

async function withChange(
  features: Features,
  prompt: Uri,
  id: string | undefined,
  act: (found: OpenReview, change: PlacedChange) => Promise<boolean>,
): Promise<boolean> {
  const found = await openReview(features, prompt)
  if (found === undefined) return sayNothingWaits()
  const wanted = id ?? changeAtCaret(features.reviews, prompt)?.change.id
  const open = found.inline.open.find(({ change }) => change.id === wanted)
  if (open !== undefined) return act(found, open)
  mention({ code: 'no-change-here' })
  return false
}

/**
 * Writes changes in one edit. They are recorded first, so that it is known what was accepted even if saving changes
 * more.
 */
async function take(
  features: Features,
  prompt: Uri,
  { review, inline }: OpenReview,
  changes: readonly TextChange[],
): Promise<boolean> {
  const before = features.reviews.decisionsOn(review).accepted
  const refined = textWith(inline, changes)
  await features.reviews.decide(review, { accepted: [...before, ...changes.map(({ id }) => id)] })
  const written = await writeBack(prompt, { target: review.replacement.target, initial: inline.text, refined })
  if (!written.ok) {
    await features.reviews.decide(review, { accepted: before })
    refuseWriting(prompt, written.problem)
    return false
  }
  if (inline.open.length === changes.length) await decided(features, prompt, review.waiting)
  sayWritten(written.value)
  return true
}

/** For a text that cannot be followed word by word: all or nothing. */
async function acceptWhole(features: Features, prompt: Uri, waiting: Waiting): Promise<boolean> {
  const replacement = await readWaiting(waiting)
  const written: Outcome<Written> = replacement.ok ? await writeBack(prompt, replacement.value) : replacement
  if (!written.ok) {
    if (written.problem.code === 'prompt-changed') return refuse(features, prompt, waiting)
    refuseWriting(prompt, written.problem)
    return false
  }
  await decided(features, prompt, waiting)
  sayWritten(written.value)
  return true
}

/** What was found can still be read where the file is gone. */
function refuseWriting(prompt: Uri, problem: Problem): void {
  complain(problem, problem.code === 'file-not-found' ? { 'Show Trajectory': ['gpo.showTrajectory', prompt] } : {})
}

function sayWritten({ merged, state }: Written): void {
  if (merged) say('The prompt had been edited meanwhile; both edits now stand in it.')
  const code = troubles[state]
  if (code !== undefined) warn({ code })
}

const troubles: { readonly [state in Written['state']]?: 'not-saved' | 'saved-otherwise' } = {
  refused: 'not-saved',
  otherwise: 'saved-otherwise',
}

async function refuse(features: Features, prompt: Uri, waiting: Waiting): Promise<false> {
  await showDifference(features, prompt, waiting)
  warn({ code: 'edits-meet' })
  return false
}

async function decided(features: Features, prompt: Uri, waiting: Waiting): Promise<void> {
  await features.pending.remove(waiting)
  await features.refined.close(prompt)
  await features.pages.refresh(waiting.folder, waiting.runId)
}
