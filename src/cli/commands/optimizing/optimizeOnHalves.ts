import { type Outcome, success } from '../../../problem/outcome.ts'
import { crossFitSentence } from '../../../report/crossFitWords.ts'
import { type CrossFit, crossFitRuns, crossFitted } from '../../../run/kinds/crossFit.ts'
import type { Verdict } from '../../../run/reporting/verdict.ts'
import type { Requested } from '../../asked/requested.ts'
import type { Terminal } from '../../output/terminal.ts'
import { type Performed, perform } from '../perform.ts'

/** What the two halves have shown, and how the run on all cases ended. */
export interface CrossFitted {
  /** Undefined if the runs were stopped before both halves were tested. */
  readonly crossFit: (CrossFit & { readonly runs: readonly string[] }) | undefined
  readonly whole: Outcome<Performed>
  readonly requested: Requested
}

/** `gpo optimize --cross-fit`: three runs one after another, told as they go. */
export async function crossFit({ request, keys }: Requested, terminal: Terminal): Promise<Outcome<CrossFitted>> {
  const runs = crossFitRuns(request)
  if (!runs.ok) return runs
  const tested: Verdict[] = []
  const { halves, whole } = runs.value
  for (const [index, half] of halves.entries()) {
    terminal.err(`Cross-fitting, run ${index + 1} of 3: half of the cases tests what is found on the other half\n`)
    const done = await perform({ request: half, keys }, terminal, { tested: verdict => void tested.push(verdict) })
    if (!done.ok) return done
    if (isCancelled(done.value))
      return success({ crossFit: undefined, whole: done, requested: { request: half, keys } })
  }
  terminal.err('Cross-fitting, run 3 of 3: on all cases\n')
  const last = await perform({ request: whole, keys }, terminal)
  const found = tested.length === halves.length ? crossFitted(tested, request.settings.seed) : undefined
  if (found) terminal.err(`${crossFitSentence(found)}\n`)
  return success({
    crossFit: found && { ...found, runs: halves.map(({ id }) => id) },
    whole: last,
    requested: { request: whole, keys },
  })
}

const isCancelled = (done: Performed): boolean => done.type === 'optimized' && done.report.stop === 'cancelled'
