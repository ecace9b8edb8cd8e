import type { QueryView, RoutingView, SkillView, WaitingView } from '../../protocol/routingPage.ts'
import { modelTitle } from '../../report/titles.ts'
import { changeSentence, standingOf, standingSentence } from '../../skills/figures/queryStanding.ts'
import { overLines, ownText, togetherLines } from '../../skills/figures/routingWords.ts'
import { isAbout, type Weighed } from '../../skills/figures/weighed.ts'
import type { RoutedQuery, RouteReport } from '../../skills/record/routeReport.ts'
import type { RoutingRecord } from '../../skills/record/routingRecord.ts'
import type { WaitingDescription } from './waitingDescriptions.ts'

/** What is known of a catalogue besides its last routing. */
export interface RoutingState {
  readonly root: string
  readonly name: string
  /** The descriptions as they are now, by skill. */
  readonly descriptions: ReadonlyMap<string, string>
  /** The new descriptions that wait for review, and what new ones did when that was last measured. */
  readonly waiting: readonly WaitingDescription[]
  readonly weighed?: Weighed
  readonly progress?: { readonly done: number; readonly of: number }
  readonly failure?: string
  /** The queries as a file with a line, relative to the workspace. */
  relative(path: string): string
}

/** Everything that the page of a catalogue draws. */
export function routingView(record: RoutingRecord | undefined, state: RoutingState): RoutingView {
  const { root, name, progress, failure } = state
  const report = record?.report
  return {
    root,
    name,
    ...(record && { at: record.at }),
    ...(report && record?.before && comparison(report, record.before)),
    model: report === undefined ? '' : modelTitle(report.model),
    simulated: report?.model === 'demo',
    profile: report?.profile ?? '',
    runs: report?.runs ?? 0,
    state: progress ? 'running' : failure === undefined ? 'done' : 'failed',
    ...(progress && { progress }),
    ...(failure !== undefined && { failure }),
    right: report?.figures.right ?? null,
    unreadable: report?.figures.unreadable ?? 0,
    failed: report?.figures.failed ?? 0,
    changed: report ? changedSkills(report, state.descriptions) : [],
    skills: report ? skillsOf(report, record?.before?.report) : [],
    queries: report ? queriesOf(report, record?.before?.report, state) : [],
    waiting: waitingView(state),
  }
}

/** What was measured holds only for the descriptions that it was measured of. */
function waitingView({ waiting, weighed }: RoutingState): WaitingView {
  const measured = weighed && isAbout(weighed, waiting) ? weighed : undefined
  return {
    changes: waiting.map(({ run, skill, before, after }) => {
      const own = measured?.changes.find(change => change.skill === skill)?.own
      return { run, skill, before, after, ...(own && waiting.length > 1 && { adds: ownText(own) }) }
    }),
    together: measured ? [...togetherLines(measured), ...overLines(measured)] : [],
  }
}

/** Skills that are described otherwise now, are new or are gone. */
export function changedSkills({ listed }: RouteReport, now: ReadonlyMap<string, string>): readonly string[] {
  const routed = new Map(listed.map(({ name, description }) => [name, description]))
  return [...new Set([...routed.keys(), ...now.keys()])].filter(name => routed.get(name) !== now.get(name)).sort()
}

function skillsOf(report: RouteReport, before: RouteReport | undefined): readonly SkillView[] {
  const earlier = new Map(before?.listed.map(({ name, description }) => [name, description]))
  const figures = new Map(report.figures.skills.map(one => [one.name, one]))
  return report.listed.map(({ name, description, how, shown }): SkillView => {
    const { fires = 0, of = 0, stolenBy = [], takesFrom = [] } = figures.get(name) ?? {}
    const was = earlier.get(name)
    return {
      name,
      description,
      ...(was !== undefined && was !== description && { earlier: was }),
      ...(how !== 'full' && { shown }),
      fires,
      of,
      stolenBy,
      takesFrom,
    }
  })
}

/** By owner, the one with the most queries gone astray first; within an owner the worst query first. */
function queriesOf(
  report: RouteReport,
  before: RouteReport | undefined,
  { relative }: Pick<RoutingState, 'relative'>,
): readonly QueryView[] {
  const earlier = new Map(before?.queries.map(({ query, answers }) => [query, answers]))
  const groups = new Map<string, RoutedQuery[]>()
  for (const query of report.queries) groups.set(ownerName(query), [...(groups.get(ownerName(query)) ?? []), query])
  const astray = (queries: readonly RoutedQuery[]): number =>
    queries.filter(query => standingOf(query).is !== 'right').length
  return [...groups]
    .sort(([a, one], [b, other]) => astray(other) - astray(one) || (a < b ? -1 : 1))
    .flatMap(([owner, queries]) =>
      queries
        .toSorted((a, b) => standingOf(a).right - standingOf(b).right)
        .map(query => queryView(owner, query, earlier.get(query.query), relative)),
    )
}

function queryView(
  owner: string,
  routed: RoutedQuery,
  earlier: RoutedQuery['answers'] | undefined,
  relative: RoutingState['relative'],
): QueryView {
  const { query, expected, not, path, line, answers, trouble } = routed
  const now = standingOf(routed)
  const was = earlier && standingOf({ ...routed, answers: earlier })
  return {
    owner,
    query,
    file: relative(path),
    line,
    expected,
    not,
    answers,
    standing: now.is,
    said: standingSentence(now),
    ...(earlier &&
      was && {
        before: { answers: earlier, standing: was.is, said: standingSentence(was), change: changeSentence(was, now) },
      }),
    trouble,
  }
}

/** What the descriptions that were routed before make of the same queries. */
function comparison(report: RouteReport, { at, report: before }: NonNullable<RoutingRecord['before']>) {
  const rates = new Map(before.queries.map(query => [query.query, standingOf(query).right]))
  const turns = report.queries.map(query =>
    Math.sign(standingOf(query).right - (rates.get(query.query) ?? standingOf(query).right)),
  )
  const count = (turn: number): number => turns.filter(one => one === turn).length
  return { beforeAt: at, rightBefore: before.figures.right, turned: { better: count(1), worse: count(-1) } }
}

const ownerName = ({ expected, not }: RoutedQuery): string => expected[0] ?? `not ${not[0] ?? ''}`
