import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Outcome } from '../text/outcome.ts'
import { failure, success } from '../text/outcome.ts'
import type { Entry, LastScore } from './entries.ts'
import { appendTo } from './lines.ts'
import { makeRoot, places } from './places.ts'

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
  try {
    const file = openSync(lock, 'wx')
    writeFileSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch {
    const holder = Number(readFileSync(lock, 'utf8'))
    if (holder !== process.pid && isAlive(holder)) return false
    writeFileSync(lock, String(process.pid))
    return true
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be sent a signal, and lives all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
