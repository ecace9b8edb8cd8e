import { Worker } from 'node:worker_threads'
import { CancellationTokenSource, EventEmitter } from 'vscode'
import { isRunEvent, readFromWorker } from '../../protocol/fromWorker.ts'
import type { RunView } from '../../protocol/page.ts'
import type { ChatRequest, FromWorker, RunEvent, RunRequest, ToWorker } from '../../protocol/worker.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { mention } from '../editor/notices.ts'
import { askEditorModel } from '../models/editorModels.ts'
import { patienceMs, workerOptions } from '../models/workerLimits.ts'
import { nextView } from '../page/view.ts'
import { warnOfAnswers } from './warnOfAnswers.ts'

/** How a run ended. */
export type RunEnd = Extract<RunEvent, { readonly type: 'optimized' | 'evaluated' | 'compared' | 'failed' }>

export interface RunStart {
  readonly request: RunRequest
  readonly resume: boolean
  readonly keys: Readonly<Record<string, string>>
  /** The view before the worker has sent anything. */
  readonly view: RunView
}

/** One running run: a new worker, its events so far, and its end. Whatever happens to the worker, the run ends. */
export class Run extends Lifetime {
  readonly ended: Promise<RunEnd>
  private readonly told = this.register(new EventEmitter<RunEvent>())
  readonly onEvent = this.told.event
  private readonly cancelling = this.register(new CancellationTokenSource())
  private readonly worker: Worker
  private asked: RunRequest
  private settle: (end: RunEnd) => void = () => undefined
  private current: RunView
  private end: RunEnd | undefined

  constructor(workerPath: string, start: RunStart) {
    super()
    this.asked = start.request
    this.current = start.view
    this.ended = new Promise(resolve => {
      this.settle = resolve
    })
    this.worker = new Worker(workerPath, workerOptions)
    this.worker.on('message', raw => this.hear(readFromWorker(raw)))
    this.worker.on('error', error => this.died(error instanceof Error ? error.message : String(error)))
    this.worker.on('messageerror', error => this.died(error.message))
    this.worker.on('exit', code => this.died(`it exited with code ${code}`))
    this.register({ dispose: () => void this.worker.terminate() })
    this.post({ type: 'start', request: start.request, resume: start.resume, keys: start.keys })
  }

  /** The request, with the present path of the prompt file. */
  get request(): RunRequest {
    return this.asked
  }

  get view(): RunView {
    return this.current
  }

  /** The prompt file was renamed. The worker has already read it, so it continues. */
  move(path: string): void {
    this.asked = { ...this.asked, prompt: { ...this.asked.prompt, path } }
  }

  /** Asks the worker to end with the best so far, and terminates it if it does not. */
  cancel(): void {
    if (this.end !== undefined || this.cancelling.token.isCancellationRequested) return
    this.cancelling.cancel()
    this.post({ type: 'cancel' })
    const timer = setTimeout(() => this.worker.terminate(), patienceMs)
    void this.ended.then(() => clearTimeout(timer))
  }

  private hear(message: FromWorker | undefined): void {
    if (message === undefined || this.end !== undefined) return
    if (message.type === 'chat') void this.answer(message.id, message.model, message.request)
    else if (isRunEvent(message)) this.tell(message)
  }

  private tell(event: RunEvent): void {
    this.current = nextView(this.current, event)
    if (event.type === 'waiting') mention(event.problem)
    if (event.type === 'baseline') warnOfAnswers(event.initial.answers)
    if (event.type === 'evaluated') warnOfAnswers(event.report.answers)
    this.told.fire(event)
    if (!isEnd(event)) return
    this.end = event
    this.settle(event)
    // The worker closes its files and exits by itself; one that hangs is terminated.
    const timer = setTimeout(() => this.worker.terminate(), patienceMs)
    this.worker.once('exit', () => clearTimeout(timer))
  }

  private died(detail: string): void {
    if (this.end !== undefined) return
    const cancelled = this.cancelling.token.isCancellationRequested
    const resumable = this.request.kind === 'optimize'
    this.tell({
      type: 'failed',
      problem: cancelled ? { code: 'cancelled' } : { code: 'worker-died', detail },
      resumable,
    })
  }

  private async answer(id: number, model: string, request: ChatRequest): Promise<void> {
    const outcome = await askEditorModel(model, request, this.cancelling.token)
    if (this.end === undefined) this.post({ type: 'chatted', id, outcome })
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message)
  }
}

const isEnd = (event: RunEvent): event is RunEnd =>
  event.type === 'optimized' || event.type === 'evaluated' || event.type === 'compared' || event.type === 'failed'
