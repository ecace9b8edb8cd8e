import { failure, type Outcome, success } from '../text/outcome.ts'
import { documentPrinter, summaryPrinter } from './evalPrinters.ts'
import { percent } from './numbers.ts'
import type { Options } from './options.ts'
import { perform } from './perform.ts'
import { evaluationOf } from './request.ts'
import { type ExitStatus, fail, type Terminal } from './terminal.ts'

/** `gpo eval`: scores the prompt on all its cases; below --min-score it exits with 1. */
export async function evaluate(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const least = leastScore(options)
  if (!least.ok) return fail(terminal, least.problem)
  const requested = await evaluationOf(options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  const printer = options.isSet('json') ? await documentPrinter(terminal) : summaryPrinter(terminal)
  try {
    const streamed = { evalSet: requested.value.evalSet, keep: printer.keep }
    const performed = await perform(requested.value, terminal, { streamed })
    if (!performed.ok) return performed.problem.code === 'cancelled' ? 130 : fail(terminal, performed.problem)
    if (performed.value.type !== 'evaluated') throw new Error('An evaluation ends with a score.')
    const { report } = performed.value
    await printer.print(report)
    if (report.score !== null && report.score >= least.value) return 0
    terminal.err(`gpo: the score is below ${percent(least.value)}\n`)
    return 1
  } finally {
    await printer.close()
  }
}

function leastScore(options: Options): Outcome<number> {
  const typed = options.text('min-score')
  if (typed === undefined) return success(0)
  const least = Number(typed)
  return typed.trim() !== '' && least >= 0 && least <= 1
    ? success(least)
    : failure({ code: 'bad-option', option: '--min-score', value: typed, expected: 'a number from 0 to 1' })
}
