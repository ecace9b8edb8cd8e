import { readRun } from '../journal/readRun.ts'
import type { Outcome } from '../problem/outcome.ts'
import type { RunContext } from './binding/runContext.ts'
import { compareRun } from './kinds/compareRun.ts'
import { evaluateRun } from './kinds/evaluateRun.ts'
import { optimizeRun } from './kinds/optimizeRun.ts'
import { refused } from './refused.ts'
import type { RunRequest } from './request.ts'
import { takeTurn } from './takeTurn.ts'

/** What a run is given, and whether it continues a stopped run from its journal. */
export type Start = Omit<RunContext, 'record'> & { readonly resume: boolean }

/**
 * Carries out a request. The last event is `optimized`, `evaluated` or `failed`; expected problems are never thrown.
 * What was paid for is on disk before it is used, so the run can be killed at any moment and resumed.
 */
export async function run(request: RunRequest, { resume, ...given }: Start): Promise<void> {
  const record = resume ? await readRun(request.folder, request.id) : undefined
  if (record?.ok === false) return given.emit({ type: 'failed', problem: record.problem, resumable: false })
  let started = false
  const emit: RunContext['emit'] = event => {
    started ||= event.type === 'started'
    given.emit(event)
  }
  const context = { ...given, emit, ...(record && { record: record.value }) }
  const outcome = await inTurn(request, context).catch(refused)
  if (outcome.ok) return
  const { problem } = outcome
  // Nothing had been done before the start, and a cap that was reached would be reached again.
  given.emit({
    type: 'failed',
    problem,
    resumable: request.kind === 'optimize' && started && problem.code !== 'budget',
  })
}

async function inTurn(request: RunRequest, context: RunContext): Promise<Outcome<void>> {
  const turn = await takeTurn(request, context)
  if (!turn.ok) return turn
  try {
    return await kinds[request.kind](request, context)
  } finally {
    turn.value()
  }
}

/** The function for each kind of request. */
const kinds = { optimize: optimizeRun, evaluate: evaluateRun, compare: compareRun } as const satisfies Record<
  RunRequest['kind'],
  unknown
>
