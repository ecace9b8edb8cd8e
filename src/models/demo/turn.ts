import { setImmediate } from 'node:timers/promises'

let asked = 0

/**
 * Answers made in this process come without a wait, so a run on the demo model alone would block the event loop until
 * its end. This lets the loop run from time to time, so that cancelling works and progress is visible.
 */
export const turn = (): Promise<void> | undefined => (++asked % 32 === 0 ? setImmediate() : undefined)
