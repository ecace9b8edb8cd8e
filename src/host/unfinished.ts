import { EventEmitter, type Uri, workspace } from 'vscode'
import { listRuns } from '../journal/read.ts'
import { belongsTo, readReport, readRequest } from '../protocol/records.ts'
import { pathOf } from './files.ts'
import { Lifetime } from './lifetime.ts'

/** A run that stopped before its end and can go on. */
export interface UnfinishedRun {
  readonly folder: string
  readonly runId: string
  /** Steps that it has made. */
  readonly steps: number
}

/** The prompt files whose newest run stopped before its end, by the journals on disk. */
export class Unfinished extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChange = this.changed.event
  private runs: ReadonlyMap<string, UnfinishedRun> = new Map()

  of(prompt: Uri): UnfinishedRun | undefined {
    return this.runs.get(pathOf(prompt))
  }

  paths(): readonly string[] {
    return [...this.runs.keys()]
  }

  /** Looks through the journals of every folder of the workspace. */
  async refresh(): Promise<void> {
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file')
    const found = new Map<string, UnfinishedRun>()
    for (const folder of folders.map(pathOf)) {
      for (const record of await listRuns(folder)) {
        const request = readRequest(record.request)
        if (request?.kind !== 'optimize' || !belongsTo(folder, request)) continue
        // A run that never scored its prompt has nothing to go on from.
        if (record.initial === undefined) continue
        const report = readReport(record.report)
        // Runs come oldest first, so a newer run of the same prompt takes the place of an older one.
        if (report === undefined || report.stop === 'cancelled') {
          found.set(request.prompt.path, { folder, runId: record.runId, steps: record.steps.length })
        } else found.delete(request.prompt.path)
      }
    }
    this.runs = found
    this.changed.fire()
  }
}
