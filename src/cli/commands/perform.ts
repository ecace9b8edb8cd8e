import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { RunEvent } from '../../run/events.ts'
import { run, type Start } from '../../run/run.ts'
import type { Requested } from '../asked/requested.ts'
import { progressLine } from '../output/progressLine.ts'
import type { Terminal } from '../output/terminal.ts'

export type Performed = Extract<RunEvent, { readonly type: 'optimized' | 'evaluated' | 'compared' }>

/** Runs a request in this process with its progress on the terminal; returns the event that ended it. */
export async function perform(
  { request, keys }: Requested,
  terminal: Terminal,
  { resume = false, streamed, tested }: Partial<Pick<Start, 'resume' | 'streamed' | 'tested'>> = {},
): Promise<Outcome<Performed>> {
  const line = progressLine(terminal)
  let last: Outcome<Performed> | undefined
  const emit = (event: RunEvent): void => {
    line.show(event)
    switch (event.type) {
      case 'optimized':
      case 'evaluated':
      case 'compared':
        last = success(event)
        break
      case 'failed':
        last = failure(event.problem)
        if (event.resumable) terminal.err(`To continue the run: gpo resume ${request.id}\n`)
    }
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
