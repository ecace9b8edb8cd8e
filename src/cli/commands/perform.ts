import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { RunEvent } from '../../run/events.ts'
import type { CompareReport, EvalReport, Report } from '../../run/reporting/report.ts'
import { run, type Start } from '../../run/run.ts'
import type { Requested } from '../asked/requested.ts'
import { progressLine } from '../output/progressLine.ts'
import type { Terminal } from '../output/terminal.ts'

export type Performed =
  | { readonly type: 'optimized'; readonly report: Report }
  | { readonly type: 'evaluated'; readonly report: EvalReport }
  | { readonly type: 'compared'; readonly report: CompareReport }

/** Runs a request in this process and shows its progress; the result is its last event. */
export async function perform(
  { request, keys }: Requested,
  terminal: Terminal,
  { resume = false, streamed, tested }: Partial<Pick<Start, 'resume' | 'streamed' | 'tested'>> = {},
): Promise<Outcome<Performed>> {
  const line = progressLine(terminal)
  let last: Outcome<Performed> | undefined
  const emit = (event: RunEvent): void => {
    line.show(event)
    if (event.type === 'optimized') last = success({ type: 'optimized', report: event.report })
    if (event.type === 'evaluated') last = success({ type: 'evaluated', report: event.report })
    if (event.type === 'compared') last = success({ type: 'compared', report: event.report })
    if (event.type !== 'failed') return
    last = failure(event.problem)
    if (event.resumable) terminal.err(`The run can go on: gpo resume ${request.id}\n`)
  }
  await run(request, {
    keys,
    emit,
    signal: terminal.signal,
    now: () => performance.now(),
    resume,
    ...(streamed && { streamed }),
    ...(tested && { tested }),
  })
  if (last === undefined) throw new Error('The run ended without a result.')
  return last
}
