import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { RouteRequest } from '../../run/routing/routeRun.ts'
import { readCatalogue } from '../../skills/catalogue/catalogue.ts'
import { gatherQueries } from '../../skills/queries/gather.ts'
import type { Terminal } from '../output/terminal.ts'
import { findRoot, workspaceOf } from '../root.ts'
import { chooseModels } from './chosenModels.ts'
import { settingsOf } from './optionSettings.ts'
import type { Options } from './options.ts'
import { skillsAt } from './revision.ts'
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
  const revision = options.text('compare')
  const before = revision === undefined ? undefined : await skillsAt(revision, skills)
  if (before?.ok === false) return before
  const models = await chooseModels(settings.value, options, terminal)
  if (!models.ok) return models
  const { run, routing } = settings.value
  const { profile, runs, shuffles, temperature, limits } = routing
  return success({
    keys: models.value.keys,
    problems,
    request: {
      id: newRunId(),
      folder: posix(findRoot(terminal.cwd)),
      root,
      catalogue,
      ...(before && { before: before.value }),
      queries,
      // What is recorded of a folder is about its skills, and all that lies with them.
      ...((query !== undefined || chosen !== undefined || ofAgents) && { partial: true as const }),
      options: { profile, limits: limits[profile], runs, shuffles, seed: run.seed },
      model: models.value.models.task,
      settings: { ...run, task: { ...run.task, temperature } },
    },
  })
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
