import { Uri, window, workspace } from 'vscode'
import { places } from '../../journal/runPaths.ts'
import { isThere } from '../editor/files.ts'
import type { Features } from '../features.ts'
import type { RunSummary } from './runSummary.ts'

/** Deletes the journals of runs after the user has agreed. The answers that they paid for stay in the cache. */
export async function deleteRuns(features: Features, runs: readonly RunSummary[]): Promise<void> {
  const stopped = runs.filter(({ runId }) => features.runs.byId(runId) === undefined)
  const [first] = stopped
  if (first === undefined) return
  const waiting = features.pending.all().filter(({ runId }) => stopped.some(run => run.runId === runId))
  const detail = [
    'The trajectory and every candidate are deleted. Answers stay in the cache, so nothing is paid for twice.',
    ...(waiting.length > 0 ? ['A refined prompt of it waits for your review and goes with it.'] : []),
  ]
  const question = stopped.length === 1 ? 'Delete this run?' : `Delete ${stopped.length} runs?`
  const answer = await window.showWarningMessage(question, { modal: true, detail: detail.join('\n') }, 'Delete')
  if (answer !== 'Delete') return
  for (const item of waiting) await features.pending.remove(item)
  for (const { folder, runId } of stopped) await remove(Uri.file(places(folder).journal(runId)))
  await features.unfinished.refresh()
}

/** Moves the file to the trash if the machine has one. */
async function remove(file: Uri): Promise<void> {
  try {
    await workspace.fs.delete(file, { useTrash: true })
  } catch {
    // Another window or a terminal may have deleted it first.
    if (await isThere(file)) await workspace.fs.delete(file)
  }
}
