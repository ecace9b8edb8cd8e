import { parseArgs } from 'node:util'
import type { RunSettings } from '../src/run/request.ts'
import { inWorld, worthOf } from './documents/inWorld.ts'
import { mean, withError } from './documents/withError.ts'
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

function optimized(world: World, settings: RunSettings) {
  return inWorld(world, settings, async ({ request, endpoint }) => ({
    worth: await worthOf(world, request),
    written: endpoint.written(),
  }))
}
