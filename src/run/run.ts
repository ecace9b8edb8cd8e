import { readRun } from '../journal/read.ts'
import type { ProblemCode } from '../text/problem.ts'
import { compareRun } from './compareRun.ts'
import { evaluateRun } from './evaluateRun.ts'
import { optimizeRun } from './optimizeRun.ts'
import type { RunRequest } from './request.ts'
import type { Surroundings } from './surroundings.ts'

/** What a run is given, and whether it goes on with a stopped one by its journal. */
export type Start = Omit<Surroundings, 'record'> & { readonly resume: boolean }

/**
 * Carries out a request. The last event it emits is `optimized`, `evaluated` or `failed`; expected trouble is never
 * thrown. What was paid for is on disk before it is used, so the run can be killed at any moment and resumed.
 */
export async function run(request: RunRequest, { resume, ...given }: Start): Promise<void> {
  const record = resume ? await readRun(request.folder, request.id) : undefined
  if (record?.ok === false) return given.emit({ type: 'failed', problem: record.problem, resumable: false })
  const surroundings = { ...given, ...(record && { record: record.value }) }
  const outcome = await kinds[request.kind](request, surroundings)
  if (outcome.ok) return
  const { problem } = outcome
  given.emit({
    type: 'failed',
    problem,
    resumable: request.kind === 'optimize' && !beforeStart.has(problem.code),
  })
}

/** What each kind of request does. */
const kinds = { optimize: optimizeRun, evaluate: evaluateRun, compare: compareRun } as const satisfies Record<
  RunRequest['kind'],
  unknown
>

/** Problems that are found before anything was done: the same request would meet them again. */
const beforeStart: ReadonlySet<ProblemCode> = new Set([
  'bad-combination',
  'bad-schema',
  'budget-too-small',
  'code-not-allowed',
  'eval-set-too-small',
  'no-embedding',
  'no-judge',
  'no-price',
  'not-a-prompt',
  'not-writable',
  'prompt-unparsable',
  'run-busy',
  'unknown-target',
])
