import { type Uri, workspace } from 'vscode'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { RouteRequest } from '../../protocol/worker.ts'
import { withChanges } from '../../skills/catalogue/descriptionChange.ts'
import type { Query } from '../../skills/queries/query.ts'
import { agreesToRouting } from '../asking/confirmRouting.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { showProblem } from '../runs/announce.ts'
import { readChoices } from '../runs/choices.ts'
import { catalogueAt } from './catalogueAt.ts'
import type { RoutingRun } from './routingRun.ts'
import { changesThatWait } from './waitingDescriptions.ts'

/** Routes all queries of the catalogue that a skill belongs to, and shows where they go. */
export async function routeCatalogue(features: Features, skill: Uri): Promise<void> {
  await followed(features, skill, await readyToRoute(features, skill))
}

/** Measures what the new descriptions that wait for review do together, and each of them beside the others. */
export async function weighDescriptions(features: Features, skill: Uri): Promise<void> {
  const ready = await readyToRoute(features, skill)
  if (!ready.ok) return showProblem(features, ready.problem, skill)
  const { catalogue } = ready.value.request
  const { skills } = catalogue
  const changes = await changesThatWait(features, skills)
  if (changes.length === 0) return mention({ code: 'no-new-description' })
  const request: RouteRequest = {
    ...ready.value.request,
    partial: true,
    catalogue: { ...catalogue, skills: withChanges(skills, changes) },
    before: { skills, changes },
  }
  await followed(features, skill, success({ ...ready.value, request }))
}

async function followed(features: Features, skill: Uri, ready: Outcome<ReadyToRoute>): Promise<void> {
  const run = ready.ok ? await startRouting(features, ready.value) : ready
  if (!run.ok) return showProblem(features, run.problem, skill)
  features.routingPages.show(run.value.request.folder, run.value.request.root)
  const end = await run.value.ended
  if (!end.ok) showProblem(features, end.problem, skill)
}

export interface ReadyToRoute {
  readonly request: RouteRequest
  readonly keys: Readonly<Record<string, string>>
}

/** Reads everything that a routing needs, asking the user for what is missing. `narrow` may leave out queries. */
export async function readyToRoute(
  features: Features,
  skill: Uri,
  narrow?: (query: Query) => boolean,
): Promise<Outcome<ReadyToRoute>> {
  if (!workspace.isTrusted) return failure({ code: 'untrusted' })
  const { root, folder, catalogue, queries, problems } = await catalogueAt(skill)
  if (catalogue.skills.length === 0) return failure({ code: 'no-skills', place: { path: root } })
  const wanted = narrow === undefined ? queries : queries.filter(narrow)
  if (wanted.length === 0) return failure(problems[0] ?? { code: 'no-queries', place: { path: root } })
  const choices = await readChoices(skill, features.keys)
  if (!choices.ok) return choices
  const { settings, routing, models, keys } = choices.value
  const { profile, limits, runs, shuffles, temperature } = routing
  return success({
    keys,
    request: {
      id: newRunId(),
      folder,
      root,
      catalogue,
      queries: wanted,
      ...(wanted.length < queries.length && { partial: true }),
      options: { profile, limits: limits[profile], runs, shuffles, seed: settings.seed },
      model: models.task,
      settings: { ...settings, task: { ...settings.task, temperature } },
    },
  })
}

/** Asks before anything is sent that may cost money. */
export async function startRouting(
  { routings }: Pick<Features, 'routings'>,
  { request, keys }: ReadyToRoute,
): Promise<Outcome<RoutingRun>> {
  const running = routings.of(request.root)
  if (running !== undefined) {
    // A routing without new descriptions is of no use to a user who wants them weighed, and the other way round.
    const isSame = (running.request.before === undefined) === (request.before === undefined)
    return isSame ? success(running) : failure({ code: 'run-busy', run: running.request.id })
  }
  if (!(await agreesToRouting(request))) return failure({ code: 'cancelled' })
  return routings.start(request, keys)
}
