import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { notOwn, ownFile, readOwn } from '../disk/plainFile.ts'
import { type Outcome, success } from '../problem/outcome.ts'

/**
 * Takes a lock file; false where a living process holds it. The file holds the process id and, where the system tells, when that
 * process began, so that one that was left behind is known for what it is even where its number has been given out again.
 */
export function acquire(lock: string): Outcome<boolean> {
  if (take(lock)) return success(true)
  const own = ownFile(lock)
  if (!own.ok) return own
  const held = readOwn(lock, longestLock)
  if (!held.ok) return held.problem.code === 'file-not-found' ? success(take(lock)) : notOwn(lock, 'it is no lock')
  const text = held.value.toString('utf8')
  const [pid = '', began] = text.split(' ')
  const holder = Number(pid)
  const lives = holder > 0 && holder !== process.pid && isAlive(holder) && isSame(holder, began)
  return success(!lives && clear(lock, text) && take(lock))
}

/** Whether a living process holds a lock file, be it this one. */
export function isHeld(lock: string): boolean {
  const held = readOwn(lock, longestLock)
  if (!held.ok) return false
  const [pid = '', began] = held.value.toString('utf8').split(' ')
  return Number(pid) > 0 && isAlive(Number(pid)) && isSame(Number(pid), began)
}

export const letGo = (lock: string): void => rmSync(lock, { force: true })

const longestLock = 256

function take(lock: string): boolean {
  try {
    const began = beginningOf(process.pid)
    writeFileSync(lock, began === undefined ? String(process.pid) : `${process.pid} ${began}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Removes a lock that was left behind. Of several processes that find it, one gets it out of the way; where that has got
 * hold of the lock that another has taken meanwhile, it puts it back.
 */
function clear(lock: string, held: string): boolean {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw error
  }
  if (readFileSync(aside, 'utf8') !== held) {
    renameSync(aside, lock)
    return false
  }
  rmSync(aside)
  return true
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isDefunct(pid)
  } catch (error) {
    // Somebody else's process may not be sent a signal, and lives all the same.
    return isCode(error, 'EPERM')
  }
}

/** Whether the process began when the lock says; one that cannot be asked counts as the same. */
function isSame(pid: number, began: string | undefined): boolean {
  const now = began === undefined ? undefined : beginningOf(pid)
  return now === undefined || now === began
}

/** When a process began, which with its number names it for ever; undefined where the system has no such file. */
function beginningOf(pid: number): string | undefined {
  const ticks = statOf(pid)?.[19]
  const boot = existsSync(bootFile) ? readFileSync(bootFile, 'utf8').trim() : ''
  return ticks === undefined ? undefined : `${boot}:${ticks}`
}

const bootFile = '/proc/sys/kernel/random/boot_id'

/** On Linux a process that has ended keeps its number until its parent takes note of it, which in a container may be never. */
const isDefunct = (pid: number): boolean => /^[ZX]/.test(statOf(pid)?.[0] ?? '')

/** What Linux says of a process after its name, which stands in brackets and may hold any character. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
