import { type Attempt, cancelled } from '../ask.ts'
import { onAbort } from './onAbort.ts'

/** Runs a piece of work as soon as a slot is free; a caller that is aborted while waiting leaves the queue at once. */
export type Limiter = <T>(work: () => Promise<Attempt<T>>, signal: AbortSignal) => Promise<Attempt<T>>

/** At most `concurrency` pieces of work at once, in order of arrival. */
export function limiter(concurrency: number): Limiter {
  let free = concurrency
  const queue = new Set<() => void>()

  const enter = (signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted) return Promise.resolve(false)
    if (free > 0) {
      free -= 1
      return Promise.resolve(true)
    }
    return new Promise(resolve => {
      const admit = () => {
        stopListening()
        resolve(true)
      }
      const stopListening = onAbort(signal, () => {
        queue.delete(admit)
        resolve(false)
      })
      queue.add(admit)
    })
  }

  /** Passes the slot directly to the next in line, so that no one else can take it in between. */
  const exit = () => {
    const [next] = queue
    if (next === undefined) free += 1
    else {
      queue.delete(next)
      next()
    }
  }

  return async (work, signal) => {
    if (!(await enter(signal))) return cancelled
    try {
      return await work()
    } finally {
      exit()
    }
  }
}
