import { parseArgs } from 'node:util'
import type { Case } from '../src/evals/evalSet.ts'
import { inWorld, worthOf } from './documents/inWorld.ts'
import { withError } from './documents/withError.ts'
import { makeWorld, type World } from './documents/world.ts'
import { settingsWith } from './strategies/oneRun.ts'

/**
 * What wrong labels cost a whole run, and what it brings that a person disputes them, which leaves their cases out of it:
 * `npm run bench:disputed -- --worlds 10 --calls 500`. Every world is met with each share of wrong labels, once with all of
 * its cases and once without the wrong ones; the worth of the best document is known exactly.
 */
const { values } = parseArgs({
  options: { worlds: { type: 'string', default: '10' }, calls: { type: 'string', default: '500' } },
})
const caps = { calls: Number(values.calls) }
const seeds = Array.from({ length: Number(values.worlds) }, (_, at) => at + 1)

console.log('| wrong labels | all cases | wrong ones disputed | difference |\n| ---: | ---: | ---: | ---: |')
for (const rate of [0, 0.05, 0.1, 0.2]) {
  const plain: number[] = []
  const disputed: number[] = []
  for (const seed of seeds) {
    const world = makeWorld(seed, rate)
    const wrong = new Set(world.cases.flatMap(({ input, expected, truth }) => (expected === truth ? [] : [input])))
    plain.push(await worthWith(world, seed, () => true))
    disputed.push(await worthWith(world, seed, ({ vars }) => !wrong.has(Object.values(vars)[0] ?? '')))
  }
  const apart = disputed.map((worth, at) => worth - (plain[at] ?? 0))
  console.log(`| ${100 * rate} % | ${withError(plain)} | ${withError(disputed)} | ${withError(apart)} |`)
}

function worthWith(world: World, seed: number, counts: (one: Case) => boolean): Promise<number> {
  return inWorld(world, settingsWith({ seed, caps }), ({ request }) => {
    const { evalSet } = request
    return worthOf(world, { ...request, evalSet: { ...evalSet, cases: evalSet.cases.filter(counts) } })
  })
}
