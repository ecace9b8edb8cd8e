import { setImmediate } from 'node:timers/promises'

let asked = 0

/**
 * An answer in process comes without a wait, so a run on the demo model alone would keep the event loop to itself until its
 * end. Now and then the loop has its turn, so that a cancel is heard and progress is seen.
 */
export const turn = (): Promise<void> | undefined => (++asked % 32 === 0 ? setImmediate() : undefined)
