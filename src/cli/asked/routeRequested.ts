import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { waitingChanges } from '../../report/waitingChanges.ts'
import type { RouteRequest } from '../../run/routing/routeRun.ts'
import { readCatalogue } from '../../skills/catalogue/catalogue.ts'
import { descriptionChanges, withChanges } from '../../skills/catalogue/descriptionChange.ts'
import type { Catalogue } from '../../skills/catalogue/skillEntry.ts'
import { gatherQueries } from '../../skills/queries/gather.ts'
import type { Terminal } from '../output/terminal.ts'
import { findRoot, workspaceOf } from '../root.ts'
import { chooseModels } from './chosenModels.ts'
import type { Options } from './options.ts'
import { skillsAt } from './revision.ts'
import { settingsOf } from './settingsFromOptions.ts'
import { posix } from './typedInput.ts'

export interface RouteRequested {
  readonly request: RouteRequest
  readonly keys: Readonly<Record<string, string>>
  /** Queries that cannot be used, each on its line. */
  readonly problems: readonly Problem[]
}

/** Turns what was typed into a routing. Everything that can be wrong with it is found here, before anything is spent. */
export async function routeRequestOf(options: Options, terminal: Terminal): Promise<Outcome<RouteRequested>> {
  const settings = settingsOf(options)
  if (!settings.ok) return settings
  const root = posix(resolve(terminal.cwd, options.operands[0] ?? '.'))
  const home = options.isSet('user-skills') ? posix(homedir()) : undefined
  const chosen = options.text('queries')
  const queriesAt = chosen === undefined ? undefined : posix(resolve(terminal.cwd, chosen))
  // The folder and the queries were typed; the user's own skills are listed only if requested.
  const typed = [
    workspaceOf(root),
    root,
    ...(home === undefined ? [] : [home]),
    ...(queriesAt === undefined ? [] : [queriesAt, dirname(queriesAt)]),
  ]
  const files = confined(typed, diskFiles)
  const ofAgents = options.isSet('agents')
  const catalogue = await readCatalogue(root, { files, ofAgents, ...(home !== undefined && { home }) })
  const { skills } = catalogue
  const folder = posix(findRoot(terminal.cwd))
  if (skills.length === 0) return failure({ code: 'no-skills', place: { path: root } })
  const skill = options.text('skill')
  const known = skills.map(({ name }) => name)
  if (skill !== undefined && !known.includes(skill)) return failure({ code: 'unknown-skill', skill, known })
  const query = options.text('query')
  const gathered =
    query === undefined
      ? await gatherQueries(skills, {
          files,
          root,
          ...(queriesAt !== undefined && { chosen: queriesAt }),
        })
      : { queries: [lone(query, skill)], problems: [] }
  const { queries, problems } = gathered
  const [first] = problems
  if (queries.length === 0) return failure(first ?? { code: 'no-queries', place: { path: root } })
  const compared = await comparedIn(options, catalogue, folder)
  if (!compared.ok) return compared
  const models = await chooseModels(settings.value, options, terminal)
  if (!models.ok) return models
  const { run, routing } = settings.value
  const { profile, runs, shuffles, temperature, limits } = routing
  return success({
    keys: models.value.keys,
    problems,
    request: {
      id: newRunId(),
      folder,
      root,
      ...compared.value,
      queries,
      // What is recorded of a folder is about its skills as they are, and all that lies with them.
      ...((query !== undefined || chosen !== undefined || ofAgents || options.isSet('refined')) && {
        partial: true as const,
      }),
      options: { profile, limits: limits[profile], runs, shuffles, seed: run.seed },
      model: models.value.models.task,
      settings: { ...run, task: { ...run.task, temperature } },
    },
  })
}

/** What is compared: the skills with those of a revision, or with the refined descriptions that wait, or with nothing. */
async function comparedIn(
  options: Options,
  catalogue: Catalogue,
  folder: string,
): Promise<Outcome<Pick<RouteRequest, 'catalogue' | 'before'>>> {
  const { skills } = catalogue
  const revision = options.text('compare')
  if (options.isSet('refined')) {
    if (revision !== undefined)
      return failure({ code: 'bad-combination', detail: '--compare and --refined are two comparisons' })
    const changes = await waitingChanges(folder, skills, 'anywhere')
    if (changes.length === 0) return failure({ code: 'nothing-refined' })
    return success({ catalogue: { ...catalogue, skills: withChanges(skills, changes) }, before: { skills, changes } })
  }
  if (revision === undefined) return success({ catalogue })
  const before = await skillsAt(revision, skills)
  if (!before.ok) return before
  return success({ catalogue, before: { skills: before.value, changes: descriptionChanges(before.value, skills) } })
}

/** A typed request: with a skill it should load that skill, otherwise nothing is expected. */
const lone = (text: string, skill: string | undefined) => ({
  text,
  expected: skill === undefined ? [] : [skill],
  not: [],
  weight: 1,
  owner: skill ?? '',
  path: '--query',
  line: 1,
})
