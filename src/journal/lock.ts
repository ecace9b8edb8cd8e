import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { notOwn, ownFile, readOwn } from '../disk/plainFile.ts'
import { type Outcome, success } from '../problem/outcome.ts'

/**
 * Takes a lock file; false if a living process holds it. The file contains the process id and, if the system provides
 * it, the time at which the process began, so that a leftover lock is recognised even if its id has been reused.
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

/** Whether a living process, possibly this one, holds a lock file. */
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
 * Removes a leftover lock. Of several processes that find it, one moves it out of the way; if that turns out to be a
 * lock that another has just taken, it is put back.
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

/** Whether a process with this id is running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isDefunct(pid)
  } catch (error) {
    // Another user's process may not be signalled, but it is alive.
    return isCode(error, 'EPERM')
  }
}

/** Whether the process began when the lock says; if that cannot be found out, it counts as the same process. */
function isSame(pid: number, began: string | undefined): boolean {
  const now = began === undefined ? undefined : beginningOf(pid)
  return now === undefined || now === began
}

/**
 * When a process began, which together with its id identifies it for good; undefined if the system has no such file.
 */
function beginningOf(pid: number): string | undefined {
  const ticks = statOf(pid)?.[19]
  const boot = existsSync(bootFile) ? readFileSync(bootFile, 'utf8').trim() : ''
  return ticks === undefined ? undefined : `${boot}:${ticks}`
}

const bootFile = '/proc/sys/kernel/random/boot_id'

/**
 * On Linux a process that has ended keeps its id until its parent collects its status, which in a container may be
 * never.
 */
const isDefunct = (pid: number): boolean => /^[ZX]/.test(statOf(pid)?.[0] ?? '')

/** The fields that Linux gives for a process after its name, which is in brackets and may contain any character. */
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
