import { readdir } from 'node:fs/promises'
import { readOwn } from '../disk/plainFile.ts'
import type { Caps } from '../models/usage.ts'
import type { Scored, Step } from '../optimizer/trajectory.ts'
import type { Outcome } from '../problem/outcome.ts'
import { failure, success } from '../problem/outcome.ts'
import type { Entry, JudgeCheck, LastScore } from './entries.ts'
import { notesIn, parsedLine, wholeLines } from './notes.ts'
import { readEntry } from './readEntry.ts'
import { isRunId } from './runId.ts'
import { ownRecord, places } from './runPaths.ts'

/** What a journal says about its run. The request and the report are interpreted by the code that knows their types. */
export interface RunRecord {
  readonly runId: string
  readonly startedAt: string
  readonly request: unknown
  readonly initial?: Scored
  readonly steps: readonly Step[]
  /** Working time up to the last step, in milliseconds, over all processes that worked on the run. */
  readonly elapsedMs: number
  /** Present if the run has ended and has not been continued since. */
  readonly report?: unknown
  /** Present if the run stopped for a reason and has not been continued since: a sentence. */
  readonly failure?: string
  /** How often the test cases were opened. */
  readonly looks: number
  /** Present if the run went on after its end: with how many steps made, to how many, and beneath which caps. */
  readonly extension?: { readonly from: number; readonly steps: number; readonly caps: Caps }
}

/**
 * Reads a run's journal. An incomplete last line is ignored; any other broken line is a problem with its place. A
 * journal that is not this program's own is not read.
 */
export async function readRun(folder: string, runId: string): Promise<Outcome<RunRecord>> {
  const own = ownRecord(folder)
  if (!own.ok) return own
  const path = places(folder).journal(runId)
  const unknown = failure({ code: 'unknown-run', run: runId, folder })
  if (!isRunId(runId)) return unknown
  const bytes = readOwn(path, largestJournal)
  if (!bytes.ok) return bytes.problem.code === 'file-not-found' ? unknown : bytes
  let record: RunRecord | undefined
  for (const [index, line] of wholeLines(bytes.value.toString('utf8')).entries()) {
    const entry = readEntry(parsedLine(line))
    const next = entry && follow(runId, record, entry)
    if (!next)
      return failure({
        code: 'journal-broken',
        detail: 'this line is no entry of a journal',
        place: { path, line: index + 1 },
      })
    record = next
  }
  return record ? success(record) : unknown
}

/** All runs of the folder that can be read, oldest first. */
export async function listRuns(folder: string): Promise<readonly RunRecord[]> {
  const names = await readdir(places(folder).runs).catch(() => [])
  const runs = await Promise.all(
    names.filter(name => name.endsWith('.jsonl')).map(name => readRun(folder, name.slice(0, -'.jsonl'.length))),
  )
  return runs.flatMap(run => (run.ok ? [run.value] : [])).sort((a, b) => a.startedAt.localeCompare(b.startedAt))
}

/** Bytes. A journal contains every case and every candidate, which is a few megabytes. */
export const largestJournal = 256 * 2 ** 20

/** The scores recorded in the folder, newest last. What is invalid, or not this program's own, is skipped. */
export const readScores = async (folder: string): Promise<readonly LastScore[]> =>
  notesIn(folder, 'scores').filter(isLastScore)

/** What was found out about judges in the folder, newest last, likewise. */
export const readJudges = (folder: string): readonly JudgeCheck[] => notesIn(folder, 'judges').filter(isJudgeCheck)

/** Bytes. A catalogue of a hundred skills with a thousand queries takes about two megabytes. */
const largestRouting = 32 * 2 ** 20

/** What was last found out about the catalogue at `root`; undefined if nothing was, or if it is not ours to believe. */
export function readRouting(folder: string, root: string): string | undefined {
  if (!ownRecord(folder).ok) return undefined
  const bytes = readOwn(places(folder).routingOf(root), largestRouting)
  return bytes.ok ? bytes.value.toString('utf8') : undefined
}

function follow(runId: string, record: RunRecord | undefined, entry: Entry): RunRecord | undefined {
  if (entry.type === 'run')
    return { runId, startedAt: entry.at, request: entry.request, steps: [], elapsedMs: 0, looks: 0 }
  if (record === undefined) return undefined
  switch (entry.type) {
    case 'baseline':
      return { ...record, initial: entry.initial }
    case 'step': {
      // A cancelled run had ended, but is continued by its next step.
      const { report: _, failure: __, ...open } = record
      return { ...open, steps: [...record.steps, entry.step], elapsedMs: entry.elapsedMs }
    }
    case 'ended':
      return { ...withoutFailure(record), report: entry.report, looks: record.looks + (isTested(entry.report) ? 1 : 0) }
    case 'failed':
      return { ...record, failure: entry.reason }
    case 'extended': {
      const { report: _, failure: __, ...open } = record
      return { ...open, extension: { from: record.steps.length, steps: entry.steps, caps: entry.caps } }
    }
    default:
      return entry satisfies never
  }
}

const withoutFailure = ({ failure: _, ...record }: RunRecord): RunRecord => record

/** Whether the test cases were opened for a report; a comparison is all that shows it. */
const isTested = (report: unknown): boolean =>
  typeof report === 'object' && report !== null && 'comparison' in report && report.comparison !== null

const isLastScore = (raw: unknown): raw is LastScore =>
  typeof raw === 'object' &&
  raw !== null &&
  'prompt' in raw &&
  typeof raw.prompt === 'string' &&
  'target' in raw &&
  'text' in raw &&
  'evalSet' in raw &&
  'score' in raw &&
  typeof raw.score === 'number' &&
  'interval' in raw &&
  Array.isArray(raw.interval) &&
  'cases' in raw

const isJudgeCheck = (raw: unknown): raw is JudgeCheck =>
  typeof raw === 'object' &&
  raw !== null &&
  'judge' in raw &&
  typeof raw.judge === 'string' &&
  'by' in raw &&
  typeof raw.by === 'string' &&
  'marks' in raw &&
  typeof raw.marks === 'number' &&
  'kappa' in raw &&
  (raw.kappa === null || typeof raw.kappa === 'number') &&
  'interval' in raw &&
  (raw.interval === null || Array.isArray(raw.interval)) &&
  (!('again' in raw) || isAgain(raw.again))

const isAgain = (raw: unknown): boolean =>
  typeof raw === 'object' &&
  raw !== null &&
  'asked' in raw &&
  typeof raw.asked === 'number' &&
  'turned' in raw &&
  typeof raw.turned === 'number'
