import { lstatSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readOwn } from '../../disk/plainFile.ts'
import type { StopReason } from '../../problem/stopReasons.ts'
import { parsedLine, wholeLines } from '../notes.ts'
import { largestJournal } from '../readRun.ts'
import { places } from '../runPaths.ts'
import { runsIn } from './answerFiles.ts'

/** Bytes that the answers of a folder may take: some 500,000 answers of a page. */
const mostBytes = 2 ** 30

/** In milliseconds. A process that is still at work has used the files that it needs within this time. */
const dayMs = 24 * 60 * 60 * 1000

/**
 * Deletes the answers files that were used longest ago where all of a folder take more than `most` bytes. The time of a
 * file is that of its last use. A file is kept where it was used within a day, where its run can go on, and where it was
 * used since the oldest of those runs began: so no run that is at work or can go on asks anything again.
 */
export function dropAnswers(folder: string, most: number = mostBytes, now: number = Date.now()): void {
  const { answers, runs, journal } = places(folder)
  const files = filesByUse(answers)
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  if (bytes <= most) return
  const open = runsIn(runs).filter(run => !isOver(journal(run)))
  const kept = new Set(open)
  const since = Math.min(now - dayMs, ...open.map(beganMs))
  for (const { name, bytes: own, usedMs } of files) {
    if (bytes <= most || usedMs >= since) return
    if (kept.has(name)) continue
    for (const ending of ['.jsonl', '.keys']) rmSync(join(answers, `${name}${ending}`), { force: true })
    bytes -= own
  }
}

/** An answers file. */
export interface UsedFile {
  /** The id of its run. */
  readonly name: string
  readonly bytes: number
  /** The time of its last use. */
  readonly usedMs: number
}

/** The answers files of a folder, those first that were used longest ago. */
export const filesByUse = (answers: string): readonly UsedFile[] =>
  runsIn(answers)
    .flatMap(name => {
      const found = lstatSync(join(answers, `${name}.jsonl`), { throwIfNoEntry: false })
      return found?.isFile() ? [{ name, bytes: found.size, usedMs: found.mtimeMs }] : []
    })
    .toSorted((a, b) => a.usedMs - b.usedMs)

const ends: ReadonlySet<unknown> = new Set<StopReason>(['perfect', 'no-gain', 'steps', 'duplicates'])

/** Whether a run came to its end by itself: one that was stopped, by a cap too, can go on. */
function isOver(path: string): boolean {
  const journal = readOwn(path, largestJournal)
  const last = journal.ok ? parsedLine(wholeLines(journal.value.toString('utf8')).at(-1) ?? '') : undefined
  if (typeof last !== 'object' || last === null || !('type' in last) || last.type !== 'ended') return false
  const report = 'report' in last ? last.report : undefined
  const stop = typeof report === 'object' && report !== null && 'stop' in report ? report.stop : undefined
  return ends.has(stop)
}

/** When a run began, by the time in its id; always, where it has another name. */
function beganMs(run: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(run)
  if (parts === null) return 0
  const [, year, month, day, hour, minute, second] = parts.map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}
