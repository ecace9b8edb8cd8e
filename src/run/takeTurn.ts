import { setTimeout as delay } from 'node:timers/promises'
import { acquire, isHeld, letGo } from '../journal/lock.ts'
import { makeRoot, places } from '../journal/runPaths.ts'
import { failure, type Outcome, success } from '../problem/outcome.ts'
import { sha256 } from '../text/hash.ts'
import type { RunContext } from './binding/runContext.ts'
import type { RunRequest } from './request.ts'

/** How often to check whether the other run has ended, in milliseconds. */
const pause = 200

/**
 * Waits until no other process runs the same prompt with the same task model: otherwise both would pay for answers that
 * the second could take from the first. Returns the function that ends the turn. Free models need no turn. Fails with
 * cancelled or not-own.
 */
export async function takeTurn(
  request: RunRequest,
  { emit, signal }: Pick<RunContext, 'emit' | 'signal'>,
): Promise<Outcome<() => void>> {
  const { folder, prompt, models } = request
  if (Object.values(models).every(({ kind }) => kind === 'demo')) return success(() => undefined)
  makeRoot(folder)
  // A run that is under way itself is reported as busy, because nobody wants to wait until it ends and run it again.
  if (isHeld(places(folder).lock(request.id))) return success(() => undefined)
  const lock = places(folder).lock(
    `turn-${sha256(JSON.stringify([prompt.path, prompt.target, models.task])).slice(0, 24)}`,
  )
  for (let asked = 0; ; asked++) {
    if (signal.aborted) return failure({ code: 'cancelled' })
    const taken = acquire(lock)
    if (!taken.ok) return taken
    if (taken.value) return success(() => letGo(lock))
    if (asked === 0) emit({ type: 'waiting', lock })
    await delay(pause, undefined, { signal }).catch(() => undefined)
  }
}
