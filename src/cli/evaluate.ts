import type { EvalReport } from '../run/report.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import { percent } from './numbers.ts'
import type { Options } from './options.ts'
import { perform } from './perform.ts'
import { requestOf } from './request.ts'
import { type ExitStatus, fail, type Terminal } from './terminal.ts'
import { usageText } from './usageText.ts'

/** `gpo eval`: scores the prompt on all its cases; below --min-score it exits with 1. */
export async function evaluate(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const least = leastScore(options)
  if (!least.ok) return fail(terminal, least.problem)
  const requested = await requestOf('evaluate', options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  const performed = await perform(requested.value, terminal)
  if (!performed.ok) return performed.problem.code === 'cancelled' ? 130 : fail(terminal, performed.problem)
  if (performed.value.type !== 'evaluated') throw new Error('An evaluation ends with a score.')
  const { report } = performed.value
  terminal.out(options.isSet('json') ? `${JSON.stringify(printed(report), null, 2)}\n` : summary(report))
  if (report.score !== null && report.score >= least.value) return 0
  terminal.err(`gpo: the score is below ${percent(least.value)}\n`)
  return 1
}

/** What scripts rely on; a grader's reason is for people. */
const printed = (report: EvalReport) => ({ ...report, cases: report.cases.map(({ reason: _, ...rest }) => rest) })

function leastScore(options: Options): Outcome<number> {
  const typed = options.text('min-score')
  if (typed === undefined) return success(0)
  const least = Number(typed)
  return typed.trim() !== '' && least >= 0 && least <= 1
    ? success(least)
    : failure({ code: 'bad-option', option: '--min-score', value: typed, expected: 'a number from 0 to 1' })
}

function summary({ score, interval, cases, usage, evalSet, pairedBy }: EvalReport): string {
  const failed = cases.filter(item => item.passed === false)
  const errors = cases.filter(item => item.error !== null)
  return [
    `eval set: ${evalSet} (paired by ${pairedBy})`,
    ...failed
      .slice(0, 5)
      .map(
        item => `  ${item.id}: expected ${inline(item.expected.join(' | '))}, answered ${inline(item.answer ?? '')}`,
      ),
    ...(failed.length > 5 ? [`  and ${failed.length - 5} more that did not pass`] : []),
    ...errors.slice(0, 3).map(item => `  ${item.id}: ${item.error}`),
    `score: ${percent(score)}${interval ? ` (95 % interval ${percent(interval[0])} to ${percent(interval[1])})` : ''} on ${cases.length - errors.length} cases${errors.length > 0 ? `, ${errors.length} not answered` : ''}`,
    usageText(usage),
    '',
  ].join('\n')
}

/** Answers are shown in one short line, without control characters that a terminal would obey. */
const inline = (text: string): string => {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line)
}
