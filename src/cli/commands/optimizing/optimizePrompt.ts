import { split } from '../../../evals/preparing/splits.ts'
import { type Outcome, success } from '../../../problem/outcome.ts'
import { explanationAtTerminal } from '../../../problem/sentences.ts'
import { crossFitOffer } from '../../../report/crossFitWords.ts'
import { fewTestCases } from '../../../report/fewTestCases.ts'
import { isRefinement } from '../../../report/refinement.ts'
import type { Report } from '../../../run/reporting/report.ts'
import type { Options } from '../../asked/options.ts'
import { type Requested, requestOf } from '../../asked/requested.ts'
import type { ExitStatus } from '../../output/exitStatus.ts'
import { summary } from '../../output/summary.ts'
import { fail, type Terminal } from '../../output/terminal.ts'
import { type Performed, perform } from '../perform.ts'
import { writeBest } from '../writeBest.ts'
import { optimizeBoth } from './optimizeBoth.ts'
import { type CrossFitted, crossFit } from './optimizeOnHalves.ts'

/**
 * `gpo optimize`: runs the optimizer. The file is changed only with --write, and only if the best prompt is proven
 * better.
 */
export async function optimizePrompt(options: Options, terminal: Terminal): Promise<ExitStatus> {
  if (options.isSet('both')) return optimizeBoth(options, terminal)
  const requested = await requestOf(options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  if (options.isSet('cross-fit')) {
    const fitted = await crossFit(requested.value, terminal)
    if (!fitted.ok) return fail(terminal, fitted.problem)
    const { whole, requested: last, crossFit: found } = fitted.value
    return finish(whole, last, options, terminal, found ?? null)
  }
  const { evalSet, settings } = requested.value.request
  const { test } = split(evalSet.cases, settings.seed)
  if (test.length < fewTestCases && evalSet.cases.every(({ split }) => split !== 'test'))
    terminal.err(`${crossFitOffer(evalSet.cases.length)}\n`)
  return finish(await perform(requested.value, terminal), requested.value, options, terminal)
}

/**
 * What follows a new or resumed run: write the best prompt if requested, print the report, say how it ended. With
 * cross-fitting, its verdict decides what is proven; null if there is none.
 */
export async function finish(
  performed: Outcome<Performed>,
  { request }: Requested,
  options: Options,
  terminal: Terminal,
  proof?: CrossFitted['crossFit'] | null,
): Promise<ExitStatus> {
  if (!performed.ok) return fail(terminal, performed.problem)
  if (performed.value.type !== 'optimized') throw new Error('An optimization ends with a report.')
  const { report } = performed.value
  // An interrupted run has not used the test split, and its best prompt may do worse there; both texts stay in the
  // journal.
  const always = options.text('write') === 'always'
  const isProven = proof === undefined ? isRefinement(report) : proof?.verdict === 'better'
  const isWanted = always || (options.text('write') !== undefined && isProven)
  const writes = isWanted && report.stop !== 'cancelled'
  const written = writes ? await writeBest(request, report) : success(false)
  const printed = { ...withReasons(report), written: written.ok && written.value }
  const told = proof === undefined ? printed : { ...printed, crossFit: proof }
  terminal.out(
    options.isSet('json') ? `${JSON.stringify(told, null, 2)}\n` : summary(printed, terminal.isInteractive, isProven),
  )
  if (!written.ok) return fail(terminal, written.problem)
  if ((report.catalogue?.stolenBy ?? []).length > 0) terminal.err('To change the other side too: --both\n')
  if (report.stop === 'cancelled') terminal.err(`To continue the run: gpo resume ${request.id}\n`)
  return report.stop === 'cancelled' ? 130 : 0
}

/** Adds the reason, in words, to each candidate that was never scored. */
const withReasons = (report: Report): Report => ({
  ...report,
  steps: report.steps.map(step => ({
    ...step,
    candidates: step.candidates.map(candidate =>
      candidate.problem === undefined ? candidate : { ...candidate, reason: explanationAtTerminal(candidate.problem) },
    ),
  })),
})
