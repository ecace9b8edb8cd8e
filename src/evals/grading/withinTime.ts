import { createContext, Script } from 'node:vm'
import { failure, type Outcome, success } from '../../problem/outcome.ts'

/** A check whose author decides how long it takes has so many milliseconds: a pattern that does not end by then never does. */
const limitMs = 1000

/**
 * Does work that may never end, such as looking for a pattern that tries every way to fail, and gives up after a second.
 * Node interrupts only what is called from a script, so the work is called from one.
 */
export function withinTime<T>(grader: string, work: () => T): Outcome<T> {
  let found: { readonly value: T } | undefined
  place.work = () => {
    found = { value: work() }
  }
  try {
    call.runInContext(place, { timeout: limitMs })
  } catch (error) {
    if (!isLate(error)) throw error
  }
  return found ? success(found.value) : failure({ code: 'check-timed-out', grader, milliseconds: limitMs })
}

const place = createContext({ work: () => undefined })
const call = new Script('work()')

/** The error comes from the script's own context, where Error is another class. */
const isLate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
