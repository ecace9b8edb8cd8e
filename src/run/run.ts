import { readRun } from '../journal/readRun.ts'
import type { Problem } from '../problem/problem.ts'
import type { RunContext } from './binding/runContext.ts'
import { inTurn, type TurnAsked } from './inTurn.ts'
import { compareRun } from './kinds/compareRun.ts'
import { evaluateRun } from './kinds/evaluateRun.ts'
import { optimizeRun } from './kinds/optimizeRun.ts'
import type { RunRequest } from './request.ts'

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
  const onWaiting = (waits: Problem): void => emit({ type: 'waiting', problem: waits })
  const context = { ...given, emit, onWaiting, ...(record && { record: record.value }) }
  const outcome = await inTurn(askedBy(request), context, () => kinds[request.kind](request, context))
  if (outcome.ok) return
  const { problem } = outcome
  // Nothing had been done before the start, and a cap that was reached would be reached again.
  given.emit({
    type: 'failed',
    problem,
    resumable: request.kind === 'optimize' && started && problem.code !== 'budget',
  })
}

const askedBy = ({ id, folder, prompt, models: { task, ...others } }: RunRequest): TurnAsked => ({
  id,
  folder,
  about: ['prompt', prompt.path, prompt.target],
  models: [task, ...Object.values(others)],
})

/** The function for each kind of request. */
const kinds = { optimize: optimizeRun, evaluate: evaluateRun, compare: compareRun } as const satisfies Record<
  RunRequest['kind'],
  unknown
>
