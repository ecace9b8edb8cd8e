import { EventEmitter, type Uri } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Moved } from '../editor/moved.ts'
import { Run, type RunStart } from './workerRun.ts'

/** The running runs: at most one per prompt file, for any number of files. */
export class Runs extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  /** A run began, sent an event, or ended. */
  readonly onDidChange = this.changed.event
  private readonly started = this.register(new EventEmitter<Run>())
  readonly onDidStart = this.started.event
  private readonly workerPath: string
  private readonly running = new Map<string, Run>()

  constructor(workerPath: string) {
    super()
    this.workerPath = workerPath
  }

  of(prompt: Uri): Run | undefined {
    return this.running.get(pathOf(prompt))
  }

  byId(runId: string): Run | undefined {
    return this.all().find(run => run.request.id === runId)
  }

  all(): readonly Run[] {
    return [...this.running.values()]
  }

  start(start: RunStart): Outcome<Run> {
    const { path } = start.request.prompt
    const other = this.running.get(path)
    if (other !== undefined) return failure({ code: 'run-busy', run: other.request.id })
    const run = new Run(this.workerPath, start)
    this.running.set(path, run)
    this.started.fire(run)
    run.onEvent(({ type }) => type === 'case' || this.changed.fire())
    void run.ended.then(() => {
      this.running.delete(run.request.prompt.path)
      this.changed.fire()
    })
    this.changed.fire()
    return success(run)
  }

  /** Follows renamed files. */
  move(moved: Moved): void {
    for (const [path, run] of [...this.running]) {
      const to = moved(path)
      if (to === undefined) continue
      run.move(to)
      this.running.delete(path)
      this.running.set(to, run)
      this.changed.fire()
    }
  }

  override dispose(): void {
    for (const run of this.running.values()) run.dispose()
    super.dispose()
  }
}
