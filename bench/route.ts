import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFiles } from '../src/disk/diskFiles.ts'
import { routeRun } from '../src/run/routing/routeRun.ts'
import { declared } from '../src/settings/declared.ts'
import { readSettings } from '../src/settings/readSettings.ts'
import { readCatalogue } from '../src/skills/catalogue/catalogue.ts'
import { profileNames } from '../src/skills/profiles/profiles.ts'
import { gatherQueries } from '../src/skills/queries/gather.ts'

/**
 * A large catalogue, `npm run bench:route`: 100 skills with 300 queries, three answers each, routed by the demo model in this
 * process, in the form of every agent. Then once more, from the cache.
 */
const skills = 100
const queriesEach = 3
const nouns = [
  'invoice',
  'server',
  'chart',
  'contract',
  'photo',
  'schedule',
  'database',
  'newsletter',
  'ticket',
  'budget',
]
const verbs = [
  'archive',
  'compare',
  'convert',
  'validate',
  'summarise',
  'translate',
  'schedule',
  'encrypt',
  'merge',
  'audit',
]

const root = await mkdtemp(join(tmpdir(), 'gpo-route-'))
try {
  await plant()
  const settings = readSettings(name => declared(name).default)
  if (!settings.ok) throw new Error(JSON.stringify(settings.problem))
  const { run, routing } = settings.value
  const catalogue = await readCatalogue(root, { files: diskFiles })
  const { queries } = await gatherQueries(catalogue.skills, { files: diskFiles, root })
  for (const profile of [...profileNames, 'plain' as const]) {
    const started = performance.now()
    const report = await routeRun(
      {
        id: `bench-${profile}-${Math.round(started)}`,
        folder: root,
        root,
        catalogue,
        queries,
        options: { ...routing, profile, limits: routing.limits[profile], seed: run.seed },
        model: { kind: 'demo', id: 'demo' },
        settings: { ...run, task: { ...run.task, temperature: routing.temperature } },
      },
      { keys: {}, signal: new AbortController().signal, now: () => performance.now() },
    )
    if (!report.ok) throw new Error(JSON.stringify(report.problem))
    const { figures, listed, usage } = report.value
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20)
    const whole = listed.filter(({ how }) => how === 'full').length
    console.log(
      `${profile}: ${figures.queries} queries, ${usage.task.calls} requests, ${usage.task.cached} cached, ${whole} of ${listed.length} in full, ${seconds} s, ${megabytes} MB`,
    )
  }
} finally {
  await rm(root, { recursive: true, force: true })
}

async function plant(): Promise<void> {
  for (let index = 0; index < skills; index++) {
    const [verb = '', noun = ''] = [verbs[index % 10], nouns[Math.floor(index / 10)]]
    const folder = join(root, '.claude', 'skills', `${verb}-${noun}`)
    await mkdir(join(folder, 'evals'), { recursive: true })
    const description = `Use to ${verb} every ${noun} of the team, one or many, and to tell what was done with each ${noun}.`
    await writeFile(join(folder, 'SKILL.md'), `---\nname: ${verb}-${noun}\ndescription: ${description}\n---\nDo it.\n`)
    const queries = Array.from({ length: queriesEach }, (_, at) => ({
      query: `please ${verb} ${noun} number ${at + 1} for me`,
      should_trigger: true,
    }))
    await writeFile(join(folder, 'evals', 'eval_queries.json'), JSON.stringify(queries))
  }
}
