import { setTimeout as delay } from 'node:timers/promises'
import { acquire, isHeld, letGo } from '../journal/lock.ts'
import { makeRoot, places } from '../journal/runPaths.ts'
import { identityOf } from '../models/connect.ts'
import type { ModelSpec } from '../models/model.ts'
import { failure, type Outcome, success } from '../problem/outcome.ts'
import { shortHash } from '../text/hash.ts'
import type { RunContext } from './binding/runContext.ts'
import { refused } from './refused.ts'
import { lockPause, settled } from './settled.ts'

/** Something that asks models, and what it is about. */
export interface TurnAsked {
  readonly id: string
  /** The workspace folder, whose `.gpo` keeps the answers. */
  readonly folder: string
  /** The kind of work, and paths or texts that say what it asks about. */
  readonly about: readonly string[]
  /** The models that are asked, the one that is asked most first. */
  readonly models: readonly [ModelSpec, ...(readonly ModelSpec[])]
}

/**
 * Does work while no other process does work about the same with the same model: otherwise both would pay for answers
 * that the second could take from the first. Free models need no turn. Fails with cancelled, or as the work does; a
 * record or a disk that refuses is a failure too.
 */
export async function inTurn<T>(
  work: TurnAsked,
  context: Pick<RunContext, 'signal' | 'onWaiting'>,
  act: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    const turn = await takeTurn(work, context)
    if (!turn.ok) return turn
    try {
      return await act()
    } finally {
      turn.value()
    }
  } catch (error) {
    return refused(error)
  }
}

/** Returns the function that ends the turn. */
async function takeTurn(
  { id, folder, about, models }: TurnAsked,
  { signal, onWaiting }: Pick<RunContext, 'signal' | 'onWaiting'>,
): Promise<Outcome<() => void>> {
  makeRoot(folder)
  // The worker of a run may just have ended, and what goes on with the run must not be told that it is under way.
  await settled(places(folder).lock(id), signal)
  if (models.every(({ kind }) => kind === 'demo')) return success(() => undefined)
  // A run that is under way itself is reported as busy, because nobody wants to wait until it ends and run it again.
  if (isHeld(places(folder).lock(id))) return success(() => undefined)
  // The folder may be spelled in another way by another process, and what a model costs changes no answer.
  const same = about.map(one => (one.startsWith(`${folder}/`) ? one.slice(folder.length + 1) : one))
  const lock = places(folder).lock(`turn-${shortHash(JSON.stringify([...same, identityOf(models[0])]))}`)
  for (let asked = 0; ; asked++) {
    if (signal.aborted) return failure({ code: 'cancelled' })
    const taken = acquire(lock)
    if (!taken.ok) return taken
    if (taken.value) return success(() => letGo(lock))
    if (asked === 0) onWaiting?.({ code: 'turn-taken', lock })
    await delay(lockPause, undefined, { signal }).catch(() => undefined)
  }
}
