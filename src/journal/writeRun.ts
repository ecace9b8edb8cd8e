import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Outcome } from '../problem/outcome.ts'
import { failure, success } from '../problem/outcome.ts'
import type { Entry, LastScore } from './entries.ts'
import { appendTo } from './lines.ts'
import { makeRoot, places } from './runPaths.ts'

/** The journal of one run, open for writing by this process alone. */
export interface Journal {
  append(entry: Entry): void
  close(): void
}

/** Opens a run's journal, or says that another living process is writing it. */
export function openJournal(folder: string, runId: string): Outcome<Journal> {
  makeRoot(folder)
  const { runs, journal, lock } = places(folder)
  mkdirSync(runs, { recursive: true })
  // The lock comes first: opening cuts off a torn last line, which another writer may be about to finish.
  if (!acquire(lock(runId))) return failure({ code: 'run-busy', run: runId })
  const writer = appendTo(journal(runId))
  return success({
    append: entry => void writer.append(JSON.stringify(entry)),
    close() {
      writer.close()
      rmSync(lock(runId), { force: true })
    },
  })
}

/** Notes a prompt's score. Several processes share this file, so it is only ever appended to, a short line at a time. */
export function noteScore(folder: string, score: LastScore): void {
  makeRoot(folder)
  appendFileSync(places(folder).scores, `${JSON.stringify(score)}\n`)
}

/** The lock holds the writer's process id, so that one left behind by a killed process is known for what it is. */
function acquire(lock: string): boolean {
  if (take(lock)) return true
  const held = readFileSync(lock, 'utf8')
  const holder = Number(held)
  if (holder > 0 && holder !== process.pid && isAlive(holder)) return false
  return clear(lock, held) && take(lock)
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isDefunct(pid)
  } catch (error) {
    // Somebody else's process may not be sent a signal, and lives all the same.
    return isCode(error, 'EPERM')
  }
}

/**
 * On Linux a process that has ended keeps its number until its parent takes note of it, which in a container may be never.
 * The letter of its state follows its name, which stands in brackets and may hold any character.
 */
function isDefunct(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return false
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
