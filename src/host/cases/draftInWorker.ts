import { Worker } from 'node:worker_threads'
import { type CancellationToken, CancellationTokenSource } from 'vscode'
import { failure, type Outcome } from '../../problem/outcome.ts'
import { readFromWorker } from '../../protocol/fromWorker.ts'
import type { DraftReport, DraftRequest, ToWorker } from '../../protocol/worker.ts'
import { askEditorModel } from '../models/editorModels.ts'

export interface DraftStart {
  readonly request: DraftRequest
  readonly keys: Readonly<Record<string, string>>
}

/** Drafts cases in a worker of its own. A worker that dies has drafted nothing. */
export function draftInWorker(
  workerPath: string,
  { request, keys }: DraftStart,
  token: CancellationToken,
  onReply: (requests: number) => void,
): Promise<Outcome<DraftReport>> {
  return new Promise(resolve => {
    const worker = new Worker(workerPath, { execArgv: [] })
    const cancelling = new CancellationTokenSource()
    const post = (message: ToWorker): void => worker.postMessage(message)
    const cancelled = token.onCancellationRequested(() => {
      cancelling.cancel()
      post({ type: 'cancel' })
    })
    const died = (detail: string): void => end(failure({ code: 'worker-died', detail }))
    const end = (outcome: Outcome<DraftReport>): void => {
      cancelled.dispose()
      cancelling.dispose()
      resolve(outcome)
    }
    worker.on('message', async raw => {
      const message = readFromWorker(raw)
      if (message?.type === 'replied') onReply(message.requests)
      else if (message?.type === 'drafted') end(message.outcome)
      else if (message?.type === 'chat')
        post({
          type: 'chatted',
          id: message.id,
          outcome: await askEditorModel(message.model, message.request, cancelling.token),
        })
    })
    worker.on('error', error => died(error instanceof Error ? error.message : String(error)))
    worker.on('exit', code => died(`it exited with code ${code}`))
    post({ type: 'draft', request, keys })
  })
}
