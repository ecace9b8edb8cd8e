import { Worker } from 'node:worker_threads'
import { type CancellationToken, CancellationTokenSource } from 'vscode'
import { failure, type Outcome } from '../../problem/outcome.ts'
import { readFromWorker } from '../../protocol/fromWorker.ts'
import type { FromWorker, ToWorker } from '../../protocol/worker.ts'
import { mention } from '../editor/notices.ts'
import { askEditorModel } from './editorModels.ts'
import { workerOptions } from './workerLimits.ts'

/**
 * Has one piece of work done in a worker of its own. `ended` is given what the worker tells, and returns the result
 * once it is there. A worker that dies has done nothing.
 */
export function inWorker<Result>(
  workerPath: string,
  work: ToWorker,
  token: CancellationToken,
  ended: (message: FromWorker) => Outcome<Result> | undefined,
): Promise<Outcome<Result>> {
  return new Promise(resolve => {
    const worker = new Worker(workerPath, workerOptions)
    const cancelling = new CancellationTokenSource()
    const post = (message: ToWorker): void => worker.postMessage(message)
    const cancelled = token.onCancellationRequested(() => {
      cancelling.cancel()
      post({ type: 'cancel' })
    })
    const end = (outcome: Outcome<Result>): void => {
      cancelled.dispose()
      cancelling.dispose()
      resolve(outcome)
    }
    const died = (detail: string): void => end(failure({ code: 'worker-died', detail }))
    worker.on('message', async raw => {
      const message = readFromWorker(raw)
      if (message === undefined) return
      if (message.type === 'chat') {
        const { id, model, request } = message
        post({ type: 'chatted', id, outcome: await askEditorModel(model, request, cancelling.token) })
        return
      }
      if (message.type === 'waiting') mention(message.problem)
      const outcome = ended(message)
      if (outcome) end(outcome)
    })
    worker.on('error', error => died(error instanceof Error ? error.message : String(error)))
    worker.on('exit', code => died(`it exited with code ${code}`))
    post(work)
  })
}
