import { closeSync, writeSync } from 'node:fs'
import { openOwn, readOwn } from '../disk/plainFile.ts'
import { Refused } from '../problem/systemProblem.ts'
import { makeRoot, ownRecord, places } from './runPaths.ts'

/** The files of notes about all runs of a folder, a line each. */
type NoteFile = 'scores' | 'judges' | 'looks'

/**
 * Adds a line. Several processes share these files, so they are only ever appended to, one short line at a time. Throws
 * `Refused` if the file is not this program's own.
 */
export function addNote(folder: string, file: NoteFile, note: object): void {
  makeRoot(folder)
  const opened = openOwn(places(folder)[file], true)
  if (!opened.ok) throw new Refused(opened.problem)
  writeSync(opened.value.file, `${JSON.stringify(note)}\n`)
  closeSync(opened.value.file)
}

/** The lines of such a file, newest last, `undefined` for one that is no JSON; none if it is not ours to believe. */
export function notesIn(folder: string, file: NoteFile, most?: number): readonly unknown[] {
  const bytes = ownRecord(folder).ok ? readOwn(places(folder)[file], most) : undefined
  return wholeLines(bytes?.ok ? bytes.value.toString('utf8') : '').map(parsedLine)
}

/** The lines that have an end; a last one without is being written, or was cut off. */
export const wholeLines = (source: string): readonly string[] => source.split('\n').slice(0, -1)

export function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
