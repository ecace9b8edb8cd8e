import { EventEmitter } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentence } from '../../problem/sentences.ts'
import type { RouteRequest } from '../../protocol/worker.ts'
import type { Weighed } from '../../skills/figures/weighed.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { RoutingRun } from './routingRun.ts'

/** The running routings, at most one per catalogue, and why the last one of a catalogue failed. */
export class Routings extends Lifetime {
  private readonly changed = this.register(new EventEmitter<string>())
  /** A routing of the catalogue at this root began, went on, or ended. */
  readonly onDidChange = this.changed.event
  private readonly ending = this.register(new EventEmitter<string>())
  /** A routing of the catalogue at this root has ended, and its result, if any, is on disk. */
  readonly onDidEnd = this.ending.event
  private readonly workerPath: string
  private readonly running = new Map<string, RoutingRun>()
  private readonly failures = new Map<string, string>()
  private readonly weighings = new Map<string, Weighed>()

  constructor(workerPath: string) {
    super()
    this.workerPath = workerPath
  }

  of(root: string): RoutingRun | undefined {
    return this.running.get(root)
  }

  /** One sentence, if the last routing failed. */
  failureOf(root: string): string | undefined {
    return this.failures.get(root)
  }

  /** What new descriptions of the catalogue did when that was last measured. */
  weighedAt(root: string): Weighed | undefined {
    return this.weighings.get(root)
  }

  start(request: RouteRequest, keys: Readonly<Record<string, string>>): Outcome<RoutingRun> {
    const { root } = request
    const other = this.running.get(root)
    if (other !== undefined) return failure({ code: 'run-busy', run: other.request.id })
    const run = new RoutingRun(this.workerPath, request, keys)
    this.running.set(root, run)
    this.failures.delete(root)
    run.onProgress(() => this.changed.fire(root))
    void run.ended.then(end => {
      this.running.delete(root)
      if (end.ok && end.value.change) this.weighings.set(root, end.value.change)
      if (!end.ok && end.problem.code !== 'cancelled') this.failures.set(root, sentence(end.problem))
      this.changed.fire(root)
      this.ending.fire(root)
      run.dispose()
    })
    this.changed.fire(root)
    return success(run)
  }

  override dispose(): void {
    for (const run of this.running.values()) run.dispose()
    super.dispose()
  }
}
