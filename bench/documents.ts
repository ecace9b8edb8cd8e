import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { diskFiles } from '../src/disk/diskFiles.ts'
import { prepare } from '../src/evals/preparing/prepare.ts'
import type { RunEvent } from '../src/run/events.ts'
import type { RunSettings } from '../src/run/request.ts'
import { run } from '../src/run/run.ts'
import { serveWorld } from './documents/endpoint.ts'
import { makeWorld, type World } from './documents/world.ts'
import { settingsWith } from './strategies/oneRun.ts'

/**
 * How well long documents are optimized, on made-up tasks of which is known what every document is worth:
 * `npm run bench:documents -- --worlds 6 --calls 500,1000`. Every way meets the same worlds; the differences are pairs.
 */
const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '6' },
    calls: { type: 'string', default: '300,500,1000,2000' },
  },
})

const ways: readonly (readonly [name: string, changes: Partial<RunSettings>])[] = [
  ['gpo', {}],
  ['--update generate', { variant: { updateMethod: 'generate' } }],
  ['--walk elitist', { variant: { walk: 'elitist' } }],
  ['gepa', { strategy: 'gepa' }],
]

console.log('| calls | way | worth of the best | gpo minus this | written |\n| ---: | --- | ---: | ---: | ---: |')
for (const calls of values.calls.split(',').map(Number)) {
  let ours: readonly number[] = []
  for (const [name, changes] of ways) {
    const results = []
    for (let seed = 1; seed <= Number(values.worlds); seed++)
      results.push(await optimized(makeWorld(seed), settingsWith({ ...changes, seed, caps: { calls } })))
    const worths = results.map(({ worth }) => worth)
    if (name === 'gpo') ours = worths
    const apart = worths.map((worth, at) => (ours[at] ?? 0) - worth)
    const written = mean(results.map(result => result.written)).toFixed(0)
    console.log(
      `| ${calls} | ${name} | ${withError(worths)} | ${name === 'gpo' ? '' : withError(apart)} | ${written} |`,
    )
  }
}

/** What the best document of a run is truly worth, on cases that the run never saw. */
async function optimized(world: World, settings: RunSettings) {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-documents-'))
  const endpoint = await serveWorld(world)
  try {
    const splits = join(folder, 'splits')
    mkdirSync(splits)
    for (const split of ['train', 'eval'] as const) {
      const own = world.cases.filter(one => one.split === split)
      const lines = own.map(({ input, expected }) => JSON.stringify({ input, target: expected }))
      writeFileSync(join(splits, `${split}.jsonl`), lines.join('\n'))
    }
    const path = join(folder, 'rules.prompt.md')
    writeFileSync(path, `${world.initial}\n\n{{input}}\n`)
    const found = await prepare(path, { files: diskFiles, root: folder, evalSet: splits })
    if (!found.ok) throw new Error(JSON.stringify(found.problem))
    const { prompt, target, evalSet, pairing } = found.value
    const model = (id: string) =>
      ({ kind: 'openai', id, provider: 'local', model: id, baseUrl: endpoint.address }) as const
    const events: RunEvent[] = []
    await run(
      {
        id: 'bench',
        kind: 'optimize',
        folder,
        prompt: { path, target: target.id, source: prompt.source },
        evalSet,
        pairedBy: pairing.pairedBy,
        models: { task: model('task'), optimizer: model('optimizer') },
        settings,
      },
      {
        resume: false,
        keys: {},
        emit: event => void events.push(event),
        signal: new AbortController().signal,
        now: () => performance.now(),
      },
    )
    const last = events.at(-1)
    if (last?.type !== 'optimized') throw new Error(JSON.stringify(last))
    const document = last.report.best.text.replace('{{input}}', '').trim()
    const unseen = world.cases.filter(({ split }) => split === 'test')
    return { worth: world.worth(document, unseen), written: endpoint.written() }
  } finally {
    endpoint.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function mean(all: readonly number[]): number {
  return all.reduce((sum, one) => sum + one, 0) / all.length
}

/** A mean with its standard error. */
function withError(all: readonly number[]): string {
  const centre = mean(all)
  const squares = all.reduce((sum, one) => sum + (one - centre) ** 2, 0)
  return `${centre.toFixed(3)} ±${Math.sqrt(squares / (all.length - 1) / all.length).toFixed(3)}`
}
