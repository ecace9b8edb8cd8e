import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentenceAtTerminal } from '../../problem/sentences.ts'
import { routeRun } from '../../run/routing/routeRun.ts'
import type { RouteReport } from '../../skills/record/routeReport.ts'
import { counted, percent } from '../../text/numbers.ts'
import type { Options } from '../asked/options.ts'
import { type RouteRequested, routeRequestOf } from '../asked/routeRequested.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { routeComment } from '../output/routeComment.ts'
import { routeSummary } from '../output/routeSummary.ts'
import { fail, redraw, type Terminal, tellWaiting } from '../output/terminal.ts'

/** `gpo route`: which skill is loaded for which query, and whose queries it takes. */
export async function route(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const bars = barsOf(options)
  if (!bars.ok) return fail(terminal, bars.problem)
  const requested = await routeRequestOf(options, terminal)
  if (!requested.ok) return fail(terminal, requested.problem)
  for (const problem of requested.value.problems) terminal.err(`gpo: ${sentenceAtTerminal(problem)}\n`)
  const report = await routed(requested.value, terminal)
  if (!report.ok) return fail(terminal, report.problem)
  const skill = options.text('skill')
  if (options.isSet('json')) terminal.out(`${JSON.stringify(report.value, null, 2)}\n`)
  else terminal.out((options.isSet('md') ? routeComment : routeSummary)(report.value, skill))
  return judged(report.value, bars.value, terminal)
}

async function routed({ request, keys }: RouteRequested, terminal: Terminal): Promise<Outcome<RouteReport>> {
  const draw = (text: string): void => redraw(terminal, text)
  const report = await routeRun(request, {
    keys,
    signal: terminal.signal,
    now: () => performance.now(),
    onWaiting: tellWaiting(terminal),
    onAnswer: (done, of) => draw(`routed ${done} of ${of} queries`),
  })
  draw('')
  return report
}

/** The thresholds that a check in continuous integration requires. */
interface Bars {
  readonly minRight?: number
  readonly maxStolen?: number
}

function barsOf(options: Options): Outcome<Bars> {
  if (options.isSet('json') && options.isSet('md'))
    return failure({ code: 'bad-combination', detail: '--json and --md are two forms of the same output' })
  const minRight = numberIn(options.text('min-right'), 1)
  const maxStolen = numberIn(options.text('max-stolen'), Number.MAX_SAFE_INTEGER)
  const bad = (option: string, value: string | undefined, expected: string) =>
    failure({ code: 'bad-option', option, value: value ?? '', expected })
  if (minRight === null) return bad('--min-right', options.text('min-right'), 'a number from 0 to 1')
  if (maxStolen === null) return bad('--max-stolen', options.text('max-stolen'), 'a number from 0')
  return success({ ...(minRight !== undefined && { minRight }), ...(maxStolen !== undefined && { maxStolen }) })
}

/** Undefined if nothing was typed, null if it is not a valid number. */
function numberIn(typed: string | undefined, most: number): number | undefined | null {
  if (typed === undefined) return undefined
  const value = Number(typed)
  return typed.trim() !== '' && value >= 0 && value <= most ? value : null
}

/** A failed request says nothing, so if none was answered, no threshold is reached. */
function judged({ figures, queries }: RouteReport, { minRight, maxStolen }: Bars, terminal: Terminal): ExitStatus {
  const failures: string[] = []
  const { right } = figures
  if (queries.every(({ answers }) => answers.every(answer => answer === null))) failures.push('no query was answered')
  else if (minRight !== undefined && right === null)
    failures.push('no answered query says which skill is right for it; --skill says it of --query')
  else if (minRight !== undefined && right !== null && right.value < minRight)
    failures.push(`the right skill is loaded for ${percent(right.value)}, below ${percent(minRight)}`)
  for (const { name, stolenBy } of figures.skills) {
    const stolen = stolenBy.filter(thief => thief.name !== 'none').reduce((sum, { count }) => sum + count, 0)
    if (maxStolen !== undefined && stolen > maxStolen)
      failures.push(`other skills take ${counted(stolen, 'query', 'queries')} of ${name}, and may take ${maxStolen}`)
  }
  for (const text of failures) terminal.err(`gpo: ${text}\n`)
  return failures.length > 0 ? 1 : 0
}
