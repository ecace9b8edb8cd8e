import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFiles } from '../../src/disk/diskFiles.ts'
import { prepare } from '../../src/evals/preparing/prepare.ts'
import type { RunEvent } from '../../src/run/events.ts'
import type { RunRequest, RunSettings } from '../../src/run/request.ts'
import { run } from '../../src/run/run.ts'
import { type Endpoint, serveWorld } from './endpoint.ts'
import type { World } from './world.ts'

/** A run of a world that is to be made, in a folder and beside an endpoint of its own. */
export interface Visit {
  readonly request: RunRequest
  readonly endpoint: Endpoint
}

/** What is found out in a world with a run that begins there; nothing of it is left behind. */
export async function inWorld<T>(world: World, settings: RunSettings, act: (visit: Visit) => Promise<T>): Promise<T> {
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
    const request: RunRequest = {
      id: 'bench',
      kind: 'optimize',
      folder,
      prompt: { path, target: target.id, source: prompt.source },
      evalSet,
      pairedBy: pairing.pairedBy,
      models: { task: model('task'), optimizer: model('optimizer') },
      settings,
    }
    return await act({ request, endpoint })
  } finally {
    endpoint.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the best document of the run is truly worth, on cases that the run never saw. */
export async function worthOf(world: World, request: RunRequest): Promise<number> {
  const events: RunEvent[] = []
  await run(request, {
    resume: false,
    keys: {},
    emit: event => void events.push(event),
    signal: new AbortController().signal,
    now: () => performance.now(),
  })
  const last = events.at(-1)
  if (last?.type !== 'optimized') throw new Error(JSON.stringify(last))
  const document = last.report.best.text.replace('{{input}}', '').trim()
  return world.worth(
    document,
    world.cases.filter(({ split }) => split === 'test'),
  )
}
