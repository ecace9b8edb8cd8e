import { EventEmitter, type Uri, window, workspace } from 'vscode'
import { recordFolder } from '../../disk/realPath.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { isPrompt } from '../prompts/isPrompt.ts'
import type { RunIndex } from '../records/runIndex.ts'
import { isStopped } from '../records/runSummary.ts'

/** A run that stopped early and can be continued. */
export interface UnfinishedRun {
  readonly folder: string
  readonly runId: string
  /** Number of completed steps. */
  readonly steps: number
}

/**
 * The prompt files whose newest run stopped early, according to the journals on disk. Journals may be long, so they are
 * read when a prompt file is first opened, and not when the editor starts.
 */
export class Unfinished extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChange = this.changed.event
  private readonly index: RunIndex
  private isRead = false
  private runs: ReadonlyMap<string, UnfinishedRun> = new Map()
  private withRuns: ReadonlySet<string> = new Set()

  constructor(index: RunIndex) {
    super()
    this.index = index
    const journals = this.register(
      workspace.createFileSystemWatcher(`**/${recordFolder}/runs/*.jsonl`, false, true, false),
    )
    this.register(journals.onDidCreate(() => this.refresh()))
    this.register(journals.onDidDelete(() => this.refresh()))
    this.register(workspace.onDidChangeWorkspaceFolders(() => this.refresh()))
    this.register(window.onDidChangeActiveTextEditor(() => this.look()))
    this.look()
  }

  of(prompt: Uri): UnfinishedRun | undefined {
    if (!this.isRead) void this.refresh()
    return this.runs.get(pathOf(prompt))
  }

  paths(): readonly string[] {
    return [...this.runs.keys()]
  }

  /** The prompt files that have been optimized, completely or not. */
  optimized(): readonly string[] {
    return [...this.withRuns]
  }

  /** Reads the journals of all folders of the workspace. */
  async refresh(): Promise<void> {
    this.isRead = true
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file')
    const all = (await Promise.all(folders.map(folder => this.index.in(pathOf(folder))))).flat()
    const found = new Map<string, UnfinishedRun>()
    // Runs come newest first, and only the newest of each prompt counts.
    for (const run of all.toReversed()) {
      if (!run.isBegun) continue
      if (isStopped(run)) found.set(run.prompt, { folder: run.folder, runId: run.runId, steps: run.steps })
      else found.delete(run.prompt)
    }
    this.runs = found
    this.withRuns = new Set(all.map(({ prompt }) => prompt))
    this.changed.fire()
  }

  private look(): void {
    const document = window.activeTextEditor?.document
    if (!this.isRead && document !== undefined && isPrompt(document.uri)) void this.refresh()
  }
}
