import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { desktopTests } from '../test/editor/desktop.ts'
import { editorTests } from '../test/editor/editorTests.ts'
import { picturesAddress, vsixPath } from '../test/editor/places.ts'
import { buildAll } from './build.ts'
import { pack } from './package.ts'
import { run, timed } from './processes.ts'
import { type Counts, inWords, nothing, sum } from './testing/counts.ts'
import { nodeTests } from './testing/nodeTests.ts'

const root = join(import.meta.dirname, '..')

interface Part {
  readonly title: string
  readonly run: () => Promise<Counts>
}

/** What `npm test` does, in this order. `desktop` runs only when it is named. */
const parts = {
  types: {
    title: 'Types',
    run: async () =>
      sum([await command('typescript/bin/tsc', '-p', '.'), await command('typescript/bin/tsc', '-p', 'webview')]),
  },
  lint: {
    title: 'Format and lint',
    run: () => command('@biomejs/biome/bin/biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`),
  },
  unit: { title: 'Unit tests', run: () => nodeTests('test/unit/**/*.test.ts', 'dot', 12) },
  architecture: { title: 'Architecture', run: () => nodeTests('test/architecture.test.ts', 'spec', 1) },
  build: { title: 'Build', run: builds },
  hostile: { title: 'Hostile repositories', run: () => nodeTests('test/hostile/*.test.ts', 'dot', 15) },
  package: { title: 'Package', run: packages },
  editor: { title: 'Editor tests', run: editorTests },
  desktop: { title: 'Editor tests in a desktop VS Code', run: desktopTests },
} satisfies Record<string, Part>

/** Runs the named parts, or all. Its last line sums them up. */
export async function main(names: readonly string[]): Promise<number> {
  const all: Readonly<Record<string, Part>> = parts
  const unknown = names.filter(name => !(name in all))
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. The parts are ${Object.keys(all).join(', ')}.`)
    return 2
  }
  const chosen = names.length > 0 ? names : Object.keys(all).filter(name => name !== 'desktop')
  const counts: Counts[] = []
  for (const name of chosen) {
    const part = all[name]
    if (part) counts.push(await runPart(part))
  }
  const total = sum(counts)
  console.log(`\n${inWords(total)}`)
  return total.failed === 0 ? 0 : 1
}

/** A part that dies has failed, and the others still run. */
async function runPart({ title, run }: Part): Promise<Counts> {
  console.log(`\n== ${title}`)
  const { value, took } = await timed(() =>
    run().catch((problem: unknown) => {
      console.error(problem instanceof Error ? problem.message : problem)
      return { ...nothing, failed: 1 }
    }),
  )
  console.log(
    `== ${title}: ${value.failed === 0 ? 'fine' : 'failed'} after ${took} (${value.passed} of ${value.passed + value.failed})`,
  )
  return value
}

/** Runs a program of a package by its own file: what stands in node_modules/.bin cannot be started alike on every system. */
async function command(program: string, ...args: readonly string[]): Promise<Counts> {
  console.log(`$ ${basename(program)} ${args.join(' ')}`)
  const started = [join(root, 'node_modules', program), ...args]
  const { status } = await run(process.execPath, started, { cwd: root, minutes: 3 })
  return check(status === 0)
}

async function builds(): Promise<Counts> {
  const missing = await buildAll('production')
  for (const entry of missing) console.error(`${entry} is missing.`)
  return check(missing.length === 0)
}

/** Packs the extension as it is published and looks into the package. */
async function packages(): Promise<Counts> {
  await rm(vsixPath, { force: true })
  const packed = check((await pack(vsixPath, picturesAddress)) === 0)
  return packed.failed > 0 ? packed : sum([packed, await nodeTests('test/package.test.ts', 'spec', 1)])
}

const check = (good: boolean): Counts => ({ ...nothing, [good ? 'passed' : 'failed']: 1 })
