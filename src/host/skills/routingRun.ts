import { Worker } from 'node:worker_threads'
import { CancellationTokenSource, EventEmitter } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readFromWorker } from '../../protocol/fromWorker.ts'
import type { FromWorker, RouteReport, RouteRequest, ToWorker } from '../../protocol/worker.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { mention } from '../editor/notices.ts'
import { askEditorModel } from '../models/editorModels.ts'
import { patienceMs, workerOptions } from '../models/workerLimits.ts'

export interface RoutingProgress {
  readonly done: number
  readonly of: number
}

/** One routing in a worker of its own, up to its end. Whatever happens to the worker, it ends. */
export class RoutingRun extends Lifetime {
  readonly ended: Promise<Outcome<RouteReport>>
  readonly request: RouteRequest
  private readonly told = this.register(new EventEmitter<RoutingProgress>())
  readonly onProgress = this.told.event
  private readonly cancelling = this.register(new CancellationTokenSource())
  private readonly worker: Worker
  private latest: RoutingProgress
  private settle: (end: Outcome<RouteReport>) => void = () => undefined

  constructor(workerPath: string, request: RouteRequest, keys: Readonly<Record<string, string>>) {
    super()
    this.request = request
    this.latest = { done: 0, of: request.queries.length }
    this.ended = new Promise(resolve => {
      this.settle = resolve
    })
    this.worker = new Worker(workerPath, workerOptions)
    this.worker.on('message', raw => this.hear(readFromWorker(raw)))
    this.worker.on('error', error => this.died(error instanceof Error ? error.message : String(error)))
    this.worker.on('exit', code => this.died(`it exited with code ${code}`))
    this.register({ dispose: () => void this.worker.terminate() })
    this.post({ type: 'route', request, keys })
  }

  get progress(): RoutingProgress {
    return this.latest
  }

  /** Answers that have come are in the cache, so a routing that is begun again goes on where this one stopped. */
  cancel(): void {
    if (this.cancelling.token.isCancellationRequested) return
    this.cancelling.cancel()
    this.post({ type: 'cancel' })
    const timer = setTimeout(() => this.worker.terminate(), patienceMs)
    void this.ended.then(() => clearTimeout(timer))
  }

  private hear(message: FromWorker | undefined): void {
    if (message === undefined) return
    if (message.type === 'chat') void this.answer(message)
    else if (message.type === 'routed') this.settle(success(message.report))
    else if (message.type === 'waiting') mention(message.problem)
    else if (message.type === 'failed') this.settle(failure(message.problem))
    else if (message.type === 'routing') {
      this.latest = { done: message.done, of: message.of }
      this.told.fire(this.latest)
    }
  }

  private died(detail: string): void {
    const isCancelled = this.cancelling.token.isCancellationRequested
    this.settle(failure(isCancelled ? { code: 'cancelled' } : { code: 'worker-died', detail }))
  }

  private async answer({ id, model, request }: Extract<FromWorker, { type: 'chat' }>): Promise<void> {
    this.post({ type: 'chatted', id, outcome: await askEditorModel(model, request, this.cancelling.token) })
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message)
  }
}
