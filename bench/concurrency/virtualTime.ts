import type { Clock } from '../../src/models/lanes/lanes.ts'

/** A clock that goes from one thing that is due to the next, as soon as nothing else is left to do. */
export interface VirtualTime extends Clock {
  /** Lets time pass until the promise settles. */
  until<T>(promise: Promise<T>): Promise<T>
}

export function virtualTime(): VirtualTime {
  let now = 0
  let number = 0
  /** The latest first. */
  const due: { readonly at: number; readonly id: number; readonly act: () => void }[] = []

  const next = (): void => {
    const found = due.pop()
    if (found === undefined) throw new Error('Nothing is due, and what is waited for has not come.')
    now = Math.max(now, found.at)
    found.act()
  }

  const place = (at: number): number => {
    let [low, high] = [0, due.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((due[middle]?.at ?? 0) > at) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    now: () => now,
    after(ms, act) {
      const id = number++
      due.splice(place(now + ms), 0, { at: now + ms, id, act })
      return () => {
        const found = due.findIndex(one => one.id === id)
        if (found >= 0) due.splice(found, 1)
      }
    },
    async until(promise) {
      let settled = false
      const end = () => {
        settled = true
      }
      promise.then(end, end)
      for (;;) {
        await new Promise(setImmediate)
        if (settled) return promise
        next()
      }
    },
  }
}
