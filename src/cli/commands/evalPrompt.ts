import { tooFewAnswered } from '../../evals/scoring/evaluate.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { EvalReportCase } from '../../run/reporting/report.ts'
import { percent } from '../../text/numbers.ts'
import type { Options } from '../asked/options.ts'
import { evaluationOf } from '../asked/requested.ts'
import { documentPrinter, summaryPrinter } from '../output/evalPrinters.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'
import { liftOfSkill } from './liftOfSkill.ts'
import { perform } from './perform.ts'

/**
 * `gpo eval`: scores the prompt on all its cases. With --min-score it exits with 1 if the score is lower or too
 * uncertain.
 */
export async function evalPrompt(options: Options, terminal: Terminal): Promise<ExitStatus> {
  if (options.isSet('lift')) return liftOfSkill(options, terminal)
  const least = leastScore(options)
  if (!least.ok) return fail(terminal, least.problem)
  const requested = await evaluationOf(options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  const printer = options.isSet('json') ? await documentPrinter(terminal) : summaryPrinter(terminal)
  try {
    const counts = { cases: 0, unanswered: 0 }
    const keep = (cases: readonly EvalReportCase[]): Promise<void> => {
      counts.cases += cases.length
      counts.unanswered += cases.filter(({ grade }) => grade === null).length
      return printer.keep(cases)
    }
    const streamed = { evalSet: requested.value.evalSet, keep }
    const performed = await perform(requested.value, terminal, { streamed })
    if (!performed.ok) return performed.problem.code === 'cancelled' ? 130 : fail(terminal, performed.problem)
    if (performed.value.type !== 'evaluated') throw new Error('An evaluation ends with a score.')
    const { report } = performed.value
    await printer.print(report)
    if (least.value !== undefined && tooFewAnswered(counts.unanswered, counts.cases))
      return fail(terminal, { code: 'too-few-answered', ...counts })
    const bar = least.value ?? 0
    if (report.score !== null && report.score >= bar) return 0
    terminal.err(`gpo: the score is below ${percent(bar)}\n`)
    return 1
  } finally {
    await printer.close()
  }
}

function leastScore(options: Options): Outcome<number | undefined> {
  const typed = options.text('min-score')
  if (typed === undefined) return success(undefined)
  const least = Number(typed)
  return typed.trim() !== '' && least >= 0 && least <= 1
    ? success(least)
    : failure({ code: 'bad-option', option: '--min-score', value: typed, expected: 'a number from 0 to 1' })
}
