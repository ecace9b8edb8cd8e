import { readRouting } from '../../journal/readRun.ts'
import { noteRouting } from '../../journal/writeRun.ts'
import type { ModelSpec } from '../../models/model.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { explanation } from '../../problem/sentences.ts'
import type { DescriptionChange } from '../../skills/catalogue/descriptionChange.ts'
import type { Catalogue, Skill } from '../../skills/catalogue/skillEntry.ts'
import { type Answered, rightRate } from '../../skills/figures/answered.ts'
import { routingFigures } from '../../skills/figures/routingFigures.ts'
import { toWeigh } from '../../skills/figures/weighed.ts'
import { listing } from '../../skills/profiles/listing.ts'
import type { Query } from '../../skills/queries/query.ts'
import type { RoutedQuery, RouteReport } from '../../skills/record/routeReport.ts'
import { readRoutingRecord, recordAfter } from '../../skills/record/routingRecord.ts'
import { type RoutingOptions, routeThrough } from '../../skills/routing/routeThrough.ts'
import { openModels } from '../binding/openModels.ts'
import type { RunContext } from '../binding/runContext.ts'
import { inTurn } from '../inTurn.ts'
import type { RunSettings } from '../request.ts'
import { routeQueries } from './routeQueries.ts'
import { askRouter, routingTrouble } from './routingExaminer.ts'
import { type RouteAll, weighChanges } from './weighChanges.ts'

/** Everything that a routing needs, as plain data. */
export interface RouteRequest {
  readonly id: string
  /** The workspace folder, whose `.gpo` stores the answers. */
  readonly folder: string
  /** The folder of the catalogue, under which the result is recorded. */
  readonly root: string
  readonly catalogue: Catalogue
  /** The skills with their earlier descriptions, if the two are compared, and what differs between them. */
  readonly before?: { readonly skills: readonly Skill[]; readonly changes: readonly DescriptionChange[] }
  readonly queries: readonly Query[]
  /** Set if these are not all the queries beside the skills: the result is then reported, but not recorded. */
  readonly partial?: true
  readonly options: RoutingOptions
  readonly model: ModelSpec
  readonly settings: RunSettings
}

/** Asks which skill every query goes to, using the cache and the caps like any other run. */
export const routeRun = (request: RouteRequest, context: RouteContext): Promise<Outcome<RouteReport>> =>
  inTurn({ ...request, about: ['route', request.root], models: [request.model] }, context, () =>
    routedAll(request, context),
  )

type RouteContext = Pick<RunContext, 'keys' | 'askEditor' | 'signal' | 'now' | 'onWaiting'> & {
  onAnswer?(done: number, of: number): void
}

async function routedAll(request: RouteRequest, context: RouteContext): Promise<Outcome<RouteReport>> {
  const { catalogue, before, queries, options, model, settings } = request
  const opened = openModels({ ...request, models: { task: model, optimizer: model } }, context)
  if (!opened.ok) return opened
  const { models, ledger, close } = opened.value
  try {
    const of = queries.length + (before ? toWeigh(queries, before.changes) : 0)
    let done = 0
    const ask = askRouter(models.task, settings.task, context.signal)
    const routeAll: RouteAll = (skills, some) =>
      routeQueries(some, routeThrough(skills, options, ask, routingTrouble), settings.concurrency, () =>
        context.onAnswer?.(++done, of),
      )
    const earlier = before ? await routeAll(before.skills, queries) : success([])
    if (!earlier.ok) return earlier
    const outcome = await routeAll(catalogue.skills, queries)
    if (!outcome.ok) return outcome
    const routed = outcome.value
    const weighed = before
      ? await weighChanges(
          {
            skills: catalogue.skills,
            changes: before.changes,
            before: earlier.value,
            after: routed,
            seed: options.seed,
          },
          routeAll,
        )
      : success(undefined)
    if (!weighed.ok) return weighed
    const report: RouteReport = {
      profile: options.profile,
      model: model.id,
      runs: options.runs,
      shuffled: options.shuffles,
      listed: listing(catalogue.skills, options.profile, options.limits).seen.map(({ skill, ...seen }) => ({
        name: skill.name,
        path: skill.path,
        description: skill.description,
        ...seen,
      })),
      leftOut: catalogue.leftOut,
      figures: routingFigures(catalogue.skills, routed, options.seed),
      queries: routed.map(told),
      ...(weighed.value && { change: weighed.value }),
      usage: ledger.usage(),
    }
    if (!request.partial) record(request, report)
    return success(report)
  } finally {
    close()
  }
}

function record({ folder, root }: RouteRequest, report: RouteReport): void {
  const earlier = readRouting(folder, root)
  const known = earlier === undefined ? undefined : readRoutingRecord(earlier)
  noteRouting(folder, root, JSON.stringify(recordAfter(report, new Date().toISOString(), known)))
}

function told(answered: Answered): RoutedQuery {
  const { query, answers } = answered
  return {
    query: query.text,
    expected: query.expected,
    not: query.not,
    path: query.path,
    line: query.line,
    answers: answers.map(answer => (answer.is === 'chosen' ? answer.name : null)),
    right: rightRate(answered) ?? null,
    trouble: answers.flatMap(answer =>
      answer.is === 'failed'
        ? [answer.why]
        : answer.is === 'unreadable'
          ? [explanation({ code: 'route-unreadable', reply: answer.reply })]
          : [],
    ),
  }
}
