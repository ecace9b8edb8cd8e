import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { JudgeReport } from '../../run/judging/judgeReport.ts'
import { judgeRun } from '../../run/judging/judgeRun.ts'
import { judgeRequestOf } from '../asked/judgeRequested.ts'
import type { Options } from '../asked/options.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { judgeSummary } from '../output/judgeSummary.ts'
import { fail, redraw, type Terminal, tellWaiting } from '../output/terminal.ts'

/**
 * `gpo judge`: how far the judge of a prompt's eval set agrees with the answers that people marked, and what sways it.
 * With --min-kappa it exits with 1 if it agrees less.
 */
export async function checkJudge(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const least = leastKappa(options)
  if (!least.ok) return fail(terminal, least.problem)
  const requested = await judgeRequestOf(options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  const { request, keys } = requested.value
  const draw = (text: string): void => redraw(terminal, text)
  const report = await judgeRun(request, {
    keys,
    signal: terminal.signal,
    now: () => performance.now(),
    onWaiting: tellWaiting(terminal),
    onVerdict: (done, of) => draw(`judged ${done} of ${of}`),
  })
  draw('')
  if (!report.ok) return fail(terminal, report.problem)
  terminal.out(options.isSet('json') ? `${JSON.stringify(report.value, null, 2)}\n` : judgeSummary(report.value))
  return isEnough(report.value, least.value) ? 0 : 1
}

const isEnough = ({ figures: { kappa } }: JudgeReport, least: number | undefined): boolean =>
  least === undefined || (kappa !== null && kappa.value >= least)

function leastKappa(options: Options): Outcome<number | undefined> {
  const typed = options.text('min-kappa')
  if (typed === undefined) return success(undefined)
  const least = Number(typed)
  return typed.trim() !== '' && least >= -1 && least <= 1
    ? success(least)
    : failure({ code: 'bad-option', option: '--min-kappa', value: typed, expected: 'a number from -1 to 1' })
}
