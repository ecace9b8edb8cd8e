import { commands, env, type QuickPickItem, Uri, window, workspace } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type RecordedRun, readRecorded } from '../../report/recordedRun.ts'
import { pictureOf } from '../../report/sharing/picture.ts'
import { pictureSvg } from '../../report/sharing/pictureSvg.ts'
import { pictureTitle, reportHtml } from '../../report/sharing/reportHtml.ts'
import { reportMarkdown } from '../../report/sharing/reportMarkdown.ts'
import { encodeUtf8 } from '../../text/utf8.ts'
import type { RunSummary } from './runSummary.ts'
import { standsInFile } from './standsInFile.ts'

/** What to do with a report. */
export type ExportAs = 'copy' | keyof typeof files

/** The files that a report can be saved as. */
const files = {
  markdown: { extension: 'md', name: 'Markdown' },
  html: { extension: 'html', name: 'HTML' },
  svg: { extension: 'svg', name: 'SVG' },
  json: { extension: 'json', name: 'JSON' },
} as const

export const isExportAs = (value: unknown): value is ExportAs =>
  value === 'copy' || (typeof value === 'string' && Object.hasOwn(files, value))

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
  // A page is for a browser, and a remote editor has none beside it.
  if (how === 'html') {
    await commands.executeCommand('revealInExplorer', target)
    window.setStatusBarMessage(`$(check) Saved ${workspace.asRelativePath(target)}, for a browser`, 8000)
  } else if (how === 'svg') await commands.executeCommand('vscode.openWith', target, imageViewer)
  else await window.showTextDocument(target, { preview: false })
  return success(text)
}

/** The editor itself would show the source of a picture that is SVG. */
const imageViewer = 'imagePreview.previewEditor'

async function reportText(recorded: RecordedRun, how: ExportAs): Promise<string | undefined> {
  const { request, record, report } = recorded
  if (report === undefined) return undefined
  switch (how) {
    case 'copy':
    case 'markdown':
      return reportMarkdown(request, report)
    case 'html':
      return reportHtml(request, report, record)
    case 'svg':
      return `${pictureSvg(pictureOf(record), pictureTitle(report))}\n`
    case 'json':
      return `${JSON.stringify({ ...report, written: await standsInFile(recorded) }, null, 2)}\n`
    default:
      return how satisfies never
  }
}

async function askHow(): Promise<ExportAs | undefined> {
  const items: readonly (QuickPickItem & { readonly how: ExportAs })[] = [
    { label: '$(clippy) Copy as Markdown', description: 'to paste into a pull request', how: 'copy' },
    { label: '$(markdown) Save as Markdown…', how: 'markdown' },
    { label: '$(browser) Save as HTML…', description: 'one file with the picture, to send or to keep', how: 'html' },
    { label: '$(graph-line) Save the Picture…', description: 'the scores by step, as SVG', how: 'svg' },
    { label: '$(json) Save as JSON…', description: 'with every candidate of every step', how: 'json' },
  ]
  return (await window.showQuickPick(items, { title: 'Export Report' }))?.how
}

function askPlace({ request }: RecordedRun, how: keyof typeof files): Thenable<Uri | undefined> {
  const { extension, name: format } = files[how]
  const name = request.prompt.path.slice(request.prompt.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')
  return window.showSaveDialog({
    title: 'Export Report',
    defaultUri: Uri.file(`${request.folder}/${name}.report.${extension}`),
    filters: { [format]: [extension] },
  })
}
