import { createContext, Script } from 'node:vm'
import { failure, type Outcome, success } from '../../problem/outcome.ts'

/**
 * Time limit in milliseconds for a check whose author decides how long it takes: a pattern or code that runs longer
 * would probably never end.
 */
export const checkLimitMs = 1000

/**
 * Runs work that may never end, such as a pattern with catastrophic backtracking, and gives up after a second. Node can
 * only interrupt what a script calls, so the work is called from a script.
 */
export function withinTime<T>(grader: string, work: () => T): Outcome<T> {
  let found: { readonly value: T } | undefined
  place.work = () => {
    found = { value: work() }
  }
  try {
    call.runInContext(place, { timeout: checkLimitMs })
  } catch (error) {
    if (!isLate(error)) throw error
  }
  return found ? success(found.value) : failure({ code: 'check-timed-out', grader, milliseconds: checkLimitMs })
}

const place = createContext({ work: () => undefined })
const call = new Script('work()')

/** The error comes from the script's own context, whose Error is another class, so `instanceof` does not work. */
const isLate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
