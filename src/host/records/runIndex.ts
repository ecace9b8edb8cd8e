import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Uri } from 'vscode'
import { places } from '../../journal/runPaths.ts'
import { readRecorded } from '../../report/recordedRun.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { type RunSummary, summaryOf } from './runSummary.ts'

interface Kept {
  readonly stamp: string
  readonly summary: RunSummary | undefined
}

/** Summaries of the journals of a folder. A journal is read again only if it has grown, because journals are long. */
export class RunIndex {
  private readonly kept = new Map<string, Kept>()

  /** The runs of a prompt file, newest first. */
  async of(prompt: Uri): Promise<readonly RunSummary[]> {
    if (prompt.scheme !== 'file') return []
    const runs = await this.in(pathOf(workspaceFolderOf(prompt)))
    return runs.filter(run => run.prompt === pathOf(prompt))
  }

  /** The optimizations recorded in a folder, newest first. */
  async in(folder: string): Promise<readonly RunSummary[]> {
    const { runs } = places(folder)
    const names = (await readdir(runs).catch(() => [])).filter(name => name.endsWith('.jsonl'))
    const read = await Promise.all(names.map(name => this.read(folder, join(runs, name), name)))
    return read.filter(run => run !== undefined).sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  }

  private async read(folder: string, path: string, name: string): Promise<RunSummary | undefined> {
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) return undefined
    const stamp = `${found.mtimeMs} ${found.size}`
    const known = this.kept.get(path)
    if (known?.stamp === stamp) return known.summary
    const recorded = await readRecorded(folder, name.slice(0, -'.jsonl'.length))
    const summary = recorded.ok ? summaryOf(recorded.value) : undefined
    this.kept.set(path, { stamp, summary })
    return summary
  }
}
