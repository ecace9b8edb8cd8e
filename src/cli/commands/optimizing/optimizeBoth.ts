import { type Outcome, success } from '../../../problem/outcome.ts'
import { changeFoundBy } from '../../../report/waitingChanges.ts'
import type { Report } from '../../../run/reporting/report.ts'
import { type RouteRequest, routeRun } from '../../../run/routing/routeRun.ts'
import type { Routing } from '../../../run/routing/routing.ts'
import { thirdOf } from '../../../run/thirdOf.ts'
import { type DescriptionChange, withChanges } from '../../../skills/catalogue/descriptionChange.ts'
import { noSkill, type Skill } from '../../../skills/catalogue/skillEntry.ts'
import { weighedLines } from '../../../skills/figures/routingWords.ts'
import { isWorthMaking, type Weighed } from '../../../skills/figures/weighed.ts'
import { visible, visibleLine } from '../../../text/visible.ts'
import type { Options } from '../../asked/options.ts'
import { type Requested, requestBeside, requestOf } from '../../asked/requested.ts'
import type { ExitStatus } from '../../output/exitStatus.ts'
import { summary } from '../../output/summary.ts'
import { fail, type Terminal, tellWaiting } from '../../output/terminal.ts'
import { perform } from '../perform.ts'
import { writeBest } from '../writeBest.ts'

/** An optimization of a description that has ended. */
interface Found {
  readonly requested: Requested
  readonly routing: Routing
  readonly report: Report
}

/**
 * `gpo optimize --both`: the description, then that of the skill that takes most of its queries even so or did before, and what each of
 * the two changes adds to the other. The two runs and the weighing have a third of the caps each.
 */
export async function optimizeBoth(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const first = await find(await requestOf(options, terminal), terminal)
  if (!first.ok) return fail(terminal, first.problem)
  const found = [first.value]
  if (first.value.report.stop !== 'cancelled') {
    const thief = await thiefOf(first.value, terminal)
    if (!thief.ok) return fail(terminal, thief.problem)
    terminal.err(thief.value ? `${thief.value.name} takes most of its queries: changing it too\n` : noThief)
    const asked = thief.value && (await requestFor(thief.value, found, options, terminal))
    if (thief.value && asked === undefined) terminal.err(notMeasurable)
    const second = asked && (await find(asked, terminal))
    if (second?.ok === false) return fail(terminal, second.problem)
    if (second) found.push(second.value)
  }
  const isStopped = found.some(({ report }) => report.stop === 'cancelled')
  const weighed = isStopped ? success(undefined) : await weighedOf(found, terminal)
  if (!weighed.ok) return fail(terminal, weighed.problem)
  const change = weighed.value
  const isProven = change !== undefined && isWorthMaking(change)
  const write = options.text('write')
  const reports: Report[] = []
  for (const { requested, report } of found) {
    const writes = !isStopped && (write === 'always' || (write !== undefined && isProven))
    const written = writes ? await writeBest(requested.request, report) : success(false)
    if (!written.ok) return fail(terminal, written.problem)
    reports.push({ ...report, written: written.value })
  }
  terminal.out(
    options.isSet('json')
      ? `${JSON.stringify({ reports, ...(change && { change }) }, null, 2)}\n`
      : inWords(reports, change, isProven, terminal.isInteractive),
  )
  return isStopped ? 130 : 0
}

const noThief = 'None of the queries by which it was found goes to another skill, so no other is changed\n'

const notMeasurable =
  'It has no queries of its own, and no list in its body of what it is for, so no change of it can be measured\n'

function inWords(reports: readonly Report[], change: Weighed | undefined, isProven: boolean, colours: boolean): string {
  const each = reports.map(report => `${visibleLine(report.prompt)}\n${summary(report, colours, isProven)}`)
  return [...each, ...(change ? ['over the catalogue:', ...weighedLines(change).map(visible), ''] : [])].join('\n')
}

async function find(asked: Outcome<Requested>, terminal: Terminal): Promise<Outcome<Found>> {
  if (!asked.ok) return asked
  const { request, keys } = asked.value
  const { routing, settings } = request
  const caps = thirdOf(settings.caps)
  if (!caps.ok) return caps
  const requested = { keys, request: { ...request, settings: { ...settings, caps: caps.value } } }
  const done = await perform(requested, terminal)
  if (!done.ok) return done
  if (routing === undefined || done.value.type !== 'optimized') throw new Error('A description is found by routing.')
  return success({ requested, routing, report: done.value.report })
}

/** The same command for another skill. Queries that were typed are about the first. */
const requestFor = (
  { path }: Skill,
  found: readonly Found[],
  options: Options,
  terminal: Terminal,
): Promise<Outcome<Requested> | undefined> => {
  const text: Options['text'] = name => (name === 'eval-set' ? undefined : options.text(name))
  return requestBeside(changesBy(found), { ...options, operands: [path], text }, terminal)
}

/**
 * Who takes most of a skill's queries even with its new description, or else did with the old one. Its test queries are
 * not looked at.
 */
async function thiefOf(found: Found, terminal: Terminal): Promise<Outcome<Skill | undefined>> {
  const { skill, skills, queries } = found.routing
  const tested = found.requested.request.evalSet.cases.flatMap(({ split, vars }) =>
    split === 'test' ? vars.query : [],
  )
  const own = queries.filter(({ owner, text }) => owner === skill && !tested.includes(text))
  for (const listed of [withChanges(skills, changesBy([found])), skills]) {
    const routed = await routeRun(routingOf(found, listed, own), contextOf(found, terminal))
    if (!routed.ok) return routed
    const figures = routed.value.figures.skills.find(({ name }) => name === skill)
    const thief = figures?.stolenBy.find(({ name }) => name !== noSkill)
    if (thief) return success(skills.find(({ name }) => name === thief.name))
  }
  return success(undefined)
}

/** What the changes do to the whole catalogue; undefined if none was found. */
async function weighedOf(found: readonly Found[], terminal: Terminal): Promise<Outcome<Weighed | undefined>> {
  const changes = changesBy(found)
  const [first] = found
  if (first === undefined || changes.length === 0) return success(undefined)
  const { skills, queries } = first.routing
  const request = { ...routingOf(first, withChanges(skills, changes), queries), before: { skills, changes } }
  const routed = await routeRun(request, contextOf(first, terminal))
  return routed.ok ? success(routed.value.change) : routed
}

const routingOf = (
  { requested: { request }, routing: { options } }: Found,
  skills: readonly Skill[],
  queries: RouteRequest['queries'],
): RouteRequest => ({
  id: request.id,
  folder: request.folder,
  root: request.folder,
  catalogue: { skills, leftOut: [] },
  queries,
  partial: true,
  options,
  model: request.models.task,
  settings: request.settings,
})

const contextOf = ({ requested: { keys } }: Found, terminal: Terminal) => ({
  keys,
  signal: terminal.signal,
  now: () => performance.now(),
  onWaiting: tellWaiting(terminal),
})

const changesBy = (found: readonly Found[]): readonly DescriptionChange[] =>
  found.flatMap(({ requested, routing, report }) => {
    const skill = routing.skills.find(({ name }) => name === routing.skill)
    return skill ? changeFoundBy(skill, { request: requested.request, report }) : []
  })
