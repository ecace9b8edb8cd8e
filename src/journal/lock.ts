import { existsSync, lstatSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { notOwn, ownFile, readOwn } from '../disk/plainFile.ts'
import { type Outcome, success } from '../problem/outcome.ts'
import { beatMs } from './account.ts'

/**
 * Takes a lock file; false if somebody holds it. The file contains the process id, the machine and, if the system
 * provides it, the time at which the process began, so that a leftover lock is recognised even if its id has been reused,
 * and a process that is paused keeps its lock. Where that does not tell, the holder shows that it works by touching the
 * file.
 */
export function acquire(lock: string): Outcome<boolean> {
  if (take(lock)) return success(true)
  const own = ownFile(lock)
  if (!own.ok) return own
  const held = readOwn(lock, longestLock)
  if (!held.ok) return held.problem.code === 'file-not-found' ? success(take(lock)) : notOwn(lock, 'it is no lock')
  const text = held.value.toString('utf8')
  return success(!isHolding(lock, text) && clear(lock, text) && take(lock))
}

/** Whether somebody, possibly this process, holds a lock file. */
export function isHeld(lock: string): boolean {
  const held = readOwn(lock, longestLock)
  return held.ok && isHolding(lock, held.value.toString('utf8'))
}

/** When another thread of this process last touched the lock that it holds; undefined if none holds it. */
export const touchedByThread = (lock: string): number | undefined =>
  !beats.has(lock) && isOfThisProcess(lock) && isHeld(lock) ? touchedMs(lock) : undefined

/** Gives a lock back. One that somebody has deleted and another has taken is left to that other. */
export function letGo(lock: string): void {
  clearInterval(beats.get(lock))
  beats.delete(lock)
  if (isOfThisProcess(lock)) rmSync(lock, { force: true })
}

function isOfThisProcess(lock: string): boolean {
  const held = readOwn(lock, longestLock)
  return held.ok && held.value.toString('utf8') === ownText()
}

const longestLock = 512

/**
 * Milliseconds after which a lock that nobody has touched is a leftover. Another process may be kept from touching it by
 * much work; a thread of this one would have ended, since no two of them do the same at once.
 */
const [patience, ownPatience] = [120_000, 3 * beatMs]

/** The locks that this thread holds, each with what touches it. */
const beats = new Map<string, NodeJS.Timeout>()

function take(lock: string): boolean {
  try {
    writeFileSync(lock, ownText(), { flag: 'wx' })
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
  beats.set(lock, setInterval(() => touch(lock), beatMs).unref())
  return true
}

function touch(lock: string): void {
  try {
    utimesSync(lock, new Date(), new Date())
  } catch {
    // Somebody has deleted it, which lets others go on.
  }
}

const machine = encodeURIComponent(hostname())

const ownText = (): string => [process.pid, machine, beginningOf(process.pid) ?? ''].join(' ').trim()

/** Whether the lock is held by whom its text names: a process of this machine that still is the same, or one elsewhere. */
function isHolding(lock: string, text: string): boolean {
  const [pid = '', where = machine, began] = text.split(' ')
  const holder = Number(pid)
  if (!(holder > 0)) return false
  const isHere = where === machine
  if (isHere && !isAlive(holder)) return false
  const same = isHere ? isSame(holder, began) : undefined
  if (same === false) return false
  const isOwn = isHere && holder === process.pid
  // A paused process touches nothing, as one whose thread has ended while it lives: two writers would be worse than none.
  if (same === true && !isOwn) return true
  return Math.abs(Date.now() - touchedMs(lock)) < (isOwn ? ownPatience : patience)
}

const touchedMs = (lock: string): number => lstatSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0

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

/** Whether the process began when the lock says; undefined if that cannot be found out. */
function isSame(pid: number, began: string | undefined): boolean | undefined {
  const now = began === undefined ? undefined : beginningOf(pid)
  return now === undefined ? undefined : now === began
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
