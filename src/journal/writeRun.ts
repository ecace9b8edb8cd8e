import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Entry, JudgeCheck, LastScore } from './entries.ts'
import { appendTo } from './lines.ts'
import { acquire, letGo } from './lock.ts'
import { addNote } from './notes.ts'
import { makeRoot, places } from './runPaths.ts'

/** The journal of one run, open for writing by this process only. */
export interface Journal {
  /** When it returns, the entry survives the death of the process and a power failure. */
  append(entry: Entry): void
  close(): void
}

/**
 * Opens a run's journal, or reports that another living process is writing it. Throws `Refused` if it is not this
 * program's own.
 */
export function openJournal(folder: string, runId: string): Outcome<Journal> {
  makeRoot(folder)
  const { journal, lock } = places(folder)
  // The lock comes first: opening cuts off an incomplete last line, which another writer may be about to finish.
  const taken = acquire(lock(runId))
  if (!taken.ok) return taken
  if (!taken.value) return failure({ code: 'run-busy', run: runId, lock: lock(runId) })
  const writer = appendTo(journal(runId))
  return success({
    append(entry) {
      writer.append(JSON.stringify(entry))
      writer.sync()
    },
    close() {
      writer.close()
      letGo(lock(runId))
    },
  })
}

/** Records a prompt's score. Throws `Refused` if the record is not this program's own. */
export const noteScore = (folder: string, score: LastScore): void => addNote(folder, 'scores', score)

/** Records what was found out about a judge, likewise. */
export const noteJudge = (folder: string, check: JudgeCheck): void => addNote(folder, 'judges', check)

/**
 * Records a routing of the catalogue at `root` in place of the one before; a reader sees either of them whole. Throws
 * `Refused` if the record is not this program's own.
 */
export function noteRouting(folder: string, root: string, text: string): void {
  makeRoot(folder)
  const file = places(folder).routingOf(root)
  const made = `${file}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(made, text, { flag: 'wx', mode: 0o600 })
    renameSync(made, file)
  } finally {
    rmSync(made, { force: true })
  }
}
