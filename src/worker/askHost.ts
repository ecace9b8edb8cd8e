import type { AskEditor } from '../models/connect.ts'
import type { ChatReply } from '../models/model.ts'
import { failure, type Outcome } from '../problem/outcome.ts'
import type { FromWorker } from '../protocol/worker.ts'

/** Questions to the editor's language models, which only the host can ask, and their answers by number. */
export interface EditorModels {
  readonly ask: AskEditor
  answer(id: number, outcome: Outcome<ChatReply>): void
}

export function editorModels(tell: (message: FromWorker) => void): EditorModels {
  const waiting = new Map<number, (outcome: Outcome<ChatReply>) => void>()
  let last = 0
  return {
    ask: (model, request, signal) =>
      new Promise(resolve => {
        const id = ++last
        const settle = (outcome: Outcome<ChatReply>): void => {
          waiting.delete(id)
          signal.removeEventListener('abort', abort)
          resolve(outcome)
        }
        const abort = (): void => settle(failure({ code: 'cancelled' }))
        if (signal.aborted) return abort()
        signal.addEventListener('abort', abort, { once: true })
        waiting.set(id, settle)
        tell({ type: 'chat', id, model, request })
      }),
    answer: (id, outcome) => waiting.get(id)?.(outcome),
  }
}
