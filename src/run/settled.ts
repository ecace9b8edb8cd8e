import { setTimeout as delay } from 'node:timers/promises'
import { touchedByThread } from '../journal/lock.ts'

/** Milliseconds between two looks at a lock. */
export const lockPause = 200

/**
 * Where another thread of this process holds a lock, waits until it is seen to work or the lock is a leftover: for a moment
 * a thread that has just ended looks as one that works.
 */
export async function settled(lock: string, signal: AbortSignal): Promise<void> {
  const touched = touchedByThread(lock)
  while (touched !== undefined && !signal.aborted && touchedByThread(lock) === touched)
    await delay(lockPause, undefined, { signal }).catch(() => undefined)
}
