import { Worker } from 'node:worker_threads'
import type { Case, EvalSet } from '../../evals/evalSet.ts'
import { type LoadSet, loadSet, type SetAt } from '../../evals/reading/loadEvalSet.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readFromWorker } from '../../protocol/fromWorker.ts'
import type { FromWorker, ToWorker } from '../../protocol/worker.ts'

/** Bytes of an eval set that are read on the extension host at most: about a tenth of a second. */
export const mostOnHost = 500_000

/**
 * Reads small eval sets here and large ones in a worker, since all extensions share the thread of their host. No file
 * is read twice for that.
 */
export const loadLarge =
  (workerPath: string): LoadSet =>
  async (at, files) => {
    const kept = new Map<string, Promise<Outcome<Uint8Array>>>()
    const once: Files = {
      list: files.list,
      read(path, most) {
        const found = kept.get(path) ?? files.read(path, most)
        kept.set(path, found)
        return found
      },
    }
    const loaded = await loadSmall(at, once)
    return loaded === 'large' ? readInWorker(workerPath, at, once) : loaded
  }

/** The eval set, unless it takes more bytes than are read here. */
function loadSmall(at: SetAt, files: Files): Promise<Outcome<EvalSet> | 'large'> {
  let left = mostOnHost - ('prompt' in at ? at.prompt.source.length : 0)
  if (left < 0) return Promise.resolve('large')
  return new Promise((resolve, reject) => {
    const read: Files['read'] = async (path, most) => {
      const bytes = await files.read(path, most)
      if (bytes.ok) left -= bytes.value.length
      if (left >= 0) return bytes
      resolve('large')
      return new Promise(() => undefined)
    }
    loadSet(at, { list: files.list, read }).then(resolve, reject)
  })
}

function readInWorker(workerPath: string, at: SetAt, files: Files): Promise<Outcome<EvalSet>> {
  return new Promise(resolve => {
    const worker = new Worker(workerPath, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb } })
    const cases: Case[] = []
    const post = (message: ToWorker): void => worker.postMessage(message)
    const died = (detail: string): void =>
      resolve(failure({ code: 'eval-set-unparsable', detail: `reading it has failed, ${detail}`, place: placeOf(at) }))
    const hear = async (message: FromWorker | undefined): Promise<void> => {
      if (message?.type === 'wants-file') post({ type: 'given', bytes: await files.read(message.path, message.most) })
      else if (message?.type === 'wants-names') post({ type: 'listed', names: await files.list(message.folder) })
      else if (message?.type === 'cases') {
        cases.push(...message.cases)
        post({ type: 'next' })
      } else if (message?.type === 'read')
        resolve(message.outcome.ok ? success({ ...message.outcome.value, cases }) : message.outcome)
    }
    worker.on('message', raw => void hear(readFromWorker(raw)))
    worker.on('error', error => died(error instanceof Error ? error.message : String(error)))
    worker.on('exit', code => died(`with code ${code}`))
    post({ type: 'read', at })
  })
}

const placeOf = (at: SetAt) => ({ path: 'path' in at ? at.path : at.prompt.path })

/** A YAML file takes a hundred times its size while it is parsed. */
const maxOldGenerationSizeMb = 2048
