import { env, type QuickPickItem, Uri, window, workspace } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type RecordedRun, readRecorded } from '../../report/recordedRun.ts'
import { reportMarkdown } from '../../report/reportMarkdown.ts'
import { encodeUtf8 } from '../../text/utf8.ts'
import type { RunSummary } from './runSummary.ts'
import { standsInFile } from './standsInFile.ts'

/** What to do with a report. */
export type ExportAs = 'copy' | 'markdown' | 'json'

export const isExportAs = (value: unknown): value is ExportAs =>
  value === 'copy' || value === 'markdown' || value === 'json'

/** Copies the report of a run, or saves it where the user says. Returns the text; undefined if the user cancels. */
export async function exportReport(
  { folder, runId }: RunSummary,
  as?: ExportAs,
  place?: Uri,
): Promise<Outcome<string | undefined>> {
  const recorded = await readRecorded(folder, runId)
  if (!recorded.ok) return recorded
  const how = as ?? (await askHow())
  if (how === undefined) return success(undefined)
  const text = await reportText(recorded.value, how)
  if (text === undefined) return failure({ code: 'no-report' })
  if (how === 'copy') {
    await env.clipboard.writeText(text)
    window.setStatusBarMessage('$(check) The report is on the clipboard', 4000)
    return success(text)
  }
  const target = place ?? (await askPlace(recorded.value, how))
  if (target === undefined) return success(undefined)
  await workspace.fs.writeFile(target, encodeUtf8(text))
  await window.showTextDocument(target, { preview: false })
  return success(text)
}

async function reportText(recorded: RecordedRun, how: ExportAs): Promise<string | undefined> {
  const { request, report } = recorded
  if (report === undefined) return undefined
  if (how !== 'json') return reportMarkdown(request, report)
  return `${JSON.stringify({ ...report, written: await standsInFile(recorded) }, null, 2)}\n`
}

async function askHow(): Promise<ExportAs | undefined> {
  const items: readonly (QuickPickItem & { readonly how: ExportAs })[] = [
    { label: '$(clippy) Copy as Markdown', description: 'to paste into a pull request', how: 'copy' },
    { label: '$(markdown) Save as Markdown…', how: 'markdown' },
    { label: '$(json) Save as JSON…', description: 'with every candidate of every step', how: 'json' },
  ]
  return (await window.showQuickPick(items, { title: 'Export Report' }))?.how
}

function askPlace({ request }: RecordedRun, how: 'markdown' | 'json'): Thenable<Uri | undefined> {
  const extension = how === 'json' ? 'json' : 'md'
  const name = request.prompt.path.slice(request.prompt.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')
  return window.showSaveDialog({
    title: 'Export Report',
    defaultUri: Uri.file(`${request.folder}/${name}.report.${extension}`),
    filters: how === 'json' ? { JSON: ['json'] } : { Markdown: ['md'] },
  })
}
