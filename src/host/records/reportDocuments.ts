import { commands, type TextDocumentContentProvider, Uri, workspace } from 'vscode'
import { explanation, sentence } from '../../problem/sentences.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { reportMarkdown } from '../../report/sharing/reportMarkdown.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { RunSummary } from './runSummary.ts'

const reportScheme = 'gpo-report'

/** Read-only documents with the reports of runs, for reading and comparing. */
export class ReportDocuments extends Lifetime implements TextDocumentContentProvider {
  constructor() {
    super()
    this.register(workspace.registerTextDocumentContentProvider(reportScheme, this))
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const [, runId = ''] = /([^/]+)\.md$/.exec(uri.path) ?? []
    const recorded = await readRecorded(uri.query, runId)
    if (!recorded.ok) return sentence(recorded.problem)
    const { request, report } = recorded.value
    return report === undefined ? explanation({ code: 'no-report' }) : reportMarkdown(request, report)
  }
}

/** Shows two reports side by side, the older one on the left. */
export async function compareReports(one: RunSummary, other: RunSummary): Promise<void> {
  const [older, newer] = [one, other].sort((a, b) => a.startedAt.localeCompare(b.startedAt))
  if (older === undefined || newer === undefined) return
  const name = newer.prompt.slice(newer.prompt.lastIndexOf('/') + 1)
  await commands.executeCommand('vscode.diff', uriOfReport(older), uriOfReport(newer), `${name}: two runs`, {
    preview: true,
  })
}

const uriOfReport = ({ folder, runId }: RunSummary): Uri =>
  Uri.from({ scheme: reportScheme, path: `/${runId}.md`, query: folder })
