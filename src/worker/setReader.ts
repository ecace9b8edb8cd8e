import { loadSet, type SetAt } from '../evals/reading/loadEvalSet.ts'
import { failure, success } from '../problem/outcome.ts'
import type { FromWorker, ToWorker } from '../protocol/worker.ts'

/** What the host says while an eval set is read. */
export type ToReader = Extract<ToWorker, { readonly type: 'given' | 'listed' | 'next' }>

/** Reads an eval set for the host, which opens the files and takes the cases in parts. */
export interface SetReader {
  read(at: SetAt): Promise<void>
  answer(message: ToReader): void
}

/** Cases in one message: the host is kept for a few milliseconds by each. */
const partSize = 500

export function setReader(tell: (message: FromWorker) => void): SetReader {
  let settle: (answer: ToReader) => void = () => undefined
  // Reading asks for one thing after another, so an answer needs no number.
  const ask = (question: FromWorker): Promise<ToReader> =>
    new Promise(resolve => {
      settle = resolve
      tell(question)
    })

  return {
    async read(at) {
      const outcome = await loadSet(at, {
        async read(path, most) {
          const answer = await ask({ type: 'wants-file', path, ...(most !== undefined && { most }) })
          return answer.type === 'given' ? answer.bytes : failure({ code: 'file-not-found', place: { path } })
        },
        async list(folder) {
          const answer = await ask({ type: 'wants-names', folder })
          return answer.type === 'listed' ? answer.names : []
        },
      })
      const cases = outcome.ok ? outcome.value.cases : []
      for (let from = 0; from < cases.length; from += partSize)
        await ask({ type: 'cases', cases: cases.slice(from, from + partSize) })
      tell({ type: 'read', outcome: outcome.ok ? success({ ...outcome.value, cases: [] }) : outcome })
    },
    answer: message => settle(message),
  }
}
