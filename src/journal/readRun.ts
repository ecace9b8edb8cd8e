import { readdir, readFile } from 'node:fs/promises'
import type { Scored, Step } from '../optimizer/trajectory.ts'
import type { Outcome } from '../problem/outcome.ts'
import { failure, success } from '../problem/outcome.ts'
import type { Entry, LastScore } from './entries.ts'
import { isRunId } from './runId.ts'
import { places } from './runPaths.ts'

/** What a journal says of its run. The request and the report are read by those who know their types. */
export interface RunRecord {
  readonly runId: string
  readonly startedAt: string
  readonly request: unknown
  readonly initial?: Scored
  readonly steps: readonly Step[]
  /** Working time up to the last step, in milliseconds, over all processes that worked on the run. */
  readonly elapsedMs: number
  /** Present where the run has ended, and has not gone on since. */
  readonly report?: unknown
}

/** Reads a run's journal. A torn last line is left out; any other broken line is a problem with its place. */
export async function readRun(folder: string, runId: string): Promise<Outcome<RunRecord>> {
  const path = places(folder).journal(runId)
  const source = isRunId(runId) ? await textOf(path) : undefined
  if (source === undefined) return failure({ code: 'unknown-run', run: runId, folder })
  let record: RunRecord | undefined
  for (const [index, line] of wholeLines(source).entries()) {
    const entry = readEntry(line)
    const next = entry && follow(runId, record, entry)
    if (!next)
      return failure({
        code: 'journal-broken',
        detail: 'this line is no entry of a journal',
        place: { path, line: index + 1 },
      })
    record = next
  }
  return record ? success(record) : failure({ code: 'unknown-run', run: runId, folder })
}

/** Every run of the folder that can be read, oldest first. */
export async function listRuns(folder: string): Promise<readonly RunRecord[]> {
  const names = await readdir(places(folder).runs).catch(() => [])
  const runs = await Promise.all(
    names.filter(name => name.endsWith('.jsonl')).map(name => readRun(folder, name.slice(0, -'.jsonl'.length))),
  )
  return runs.flatMap(run => (run.ok ? [run.value] : [])).sort((a, b) => a.startedAt.localeCompare(b.startedAt))
}

/** The scores noted in the folder, newest last; lines that are none are passed over. */
export async function readScores(folder: string): Promise<readonly LastScore[]> {
  const source = await textOf(places(folder).scores)
  return wholeLines(source ?? '').flatMap(line => {
    const raw = parse(line)
    return isLastScore(raw) ? [raw] : []
  })
}

function follow(runId: string, record: RunRecord | undefined, entry: Entry): RunRecord | undefined {
  if (entry.type === 'run') return { runId, startedAt: entry.at, request: entry.request, steps: [], elapsedMs: 0 }
  if (record === undefined) return undefined
  switch (entry.type) {
    case 'baseline':
      return { ...record, initial: entry.initial }
    case 'step': {
      // A run that was cancelled had ended, and goes on with its next step.
      const { report: _, ...open } = record
      return { ...open, steps: [...record.steps, entry.step], elapsedMs: entry.elapsedMs }
    }
    case 'ended':
      return { ...record, report: entry.report }
    default:
      return entry satisfies never
  }
}

const wholeLines = (source: string): readonly string[] => source.split('\n').slice(0, -1)

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined)

/** Journals are written by us alone, so an entry is recognized by its type and the fields that are read here. */
function readEntry(line: string): Entry | undefined {
  const raw = parse(line)
  return isEntry(raw) ? raw : undefined
}

function isEntry(raw: unknown): raw is Entry {
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return false
  switch (raw.type) {
    case 'run':
      return 'at' in raw && typeof raw.at === 'string' && 'request' in raw
    case 'baseline':
      return 'initial' in raw && isScored(raw.initial)
    case 'step':
      return 'step' in raw && isStep(raw.step) && 'elapsedMs' in raw && typeof raw.elapsedMs === 'number'
    case 'ended':
      return 'report' in raw
    default:
      return false
  }
}

const isScored = (raw: unknown): raw is Scored =>
  typeof raw === 'object' &&
  raw !== null &&
  'text' in raw &&
  typeof raw.text === 'string' &&
  'score' in raw &&
  typeof raw.score === 'number'

const isStep = (raw: unknown): raw is Step =>
  typeof raw === 'object' &&
  raw !== null &&
  'step' in raw &&
  typeof raw.step === 'number' &&
  'current' in raw &&
  isScored(raw.current) &&
  'candidates' in raw &&
  Array.isArray(raw.candidates) &&
  'winner' in raw &&
  (raw.winner === null || typeof raw.winner === 'number')

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

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
