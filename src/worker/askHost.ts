import type { AskEditor } from '../models/connect.ts'
import { failure } from '../problem/outcome.ts'
import type { EditorAttempt, FromWorker } from '../protocol/worker.ts'

/** Questions to the editor's language models, which only the host can ask; the answers are matched by number. */
export interface EditorModels {
  readonly ask: AskEditor
  answer(id: number, outcome: EditorAttempt): void
}

export function editorModels(tell: (message: FromWorker) => void): EditorModels {
  const waiting = new Map<number, (outcome: EditorAttempt) => void>()
  let last = 0
  return {
    ask: (model, request, signal) =>
      new Promise(resolve => {
        const id = ++last
        const settle = (outcome: EditorAttempt): void => {
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
