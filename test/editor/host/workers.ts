import workerThreads, { Worker } from 'node:worker_threads'
import { eventually } from './workspace.ts'

/** Sees the workers that the extension starts from now on: it lives in the same process and asks for the same module. */
export function watchWorkers() {
  const seen: Worker[] = []
  class Watched extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args)
      seen.push(this)
    }
  }
  Reflect.set(workerThreads, 'Worker', Watched)
  return {
    /** The first worker, once it is up and running. */
    async next(): Promise<Worker> {
      const [worker] = await eventually(
        () => seen,
        found => found.length > 0,
        'a worker starts',
      )
      if (worker === undefined) throw new Error('no worker')
      return worker
    },
    stop: () => Reflect.set(workerThreads, 'Worker', Worker),
  }
}
