import type { Uri } from 'vscode'
import { readWaiting } from '../../report/recordedRun.ts'
import { changesOf } from '../../review/inlineReview.ts'
import { type Reviewed, reviewedIn } from '../../review/reviewed.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'

/** What was decided in earlier reviews of a prompt's text; undefined if nothing was that still holds. */
export async function reviewedBefore(
  { index, reviews }: Pick<Features, 'index' | 'reviews'>,
  prompt: Uri,
  target: { readonly id: string; readonly text: string },
): Promise<Reviewed | undefined> {
  const folder = pathOf(workspaceFolderOf(prompt))
  const runs = await index.of(prompt)
  const found = []
  for (const { runId } of runs)
    for (const decisions of reviews.decisionsOf(runId)) {
      const [, , text = ''] = decisions.refined.split('/')
      const read = await readWaiting({ folder, runId, text })
      if (!read.ok || read.value.target !== target.id) continue
      found.push({ decisions, changes: changesOf(pathOf(prompt), read.value.request.prompt.source, read.value) })
    }
  const reviewed = reviewedIn(target.text, found)
  return reviewed.accepted.length + reviewed.rejected.length > 0 ? reviewed : undefined
}
