import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { timed } from '../../scripts/processes.ts'
import { type Counts, nothing, sum } from '../../scripts/testing/counts.ts'
import { nodeTests } from '../../scripts/testing/nodeTests.ts'
import { inServer, runInHost } from './inHost.ts'
import { outputFolder } from './places.ts'

/**
 * What needs a browser: the pages by themselves, and the suites that need VS Code, one inside its extension host, the
 * others before its window. Where no VS Code can be had they are skipped with the reason; on a machine that builds for others
 * (`CI`) that is a failure.
 */
export async function editorTests(): Promise<Counts> {
  const environment = await prepareEnvironment()
  if (typeof environment === 'string') return notRun(environment)
  await rm(join(outputFolder, 'screenshots'), { recursive: true, force: true })
  const pages = () => titled('The pages', () => nodeTests('test/editor/*{Page,page,Access}.test.ts', 'dot', 12))
  const host = () => titled('In the extension host', () => runInHost(inServer(environment)))
  const stories = Object.entries(storyMinutes).map(
    ([name, minutes]) =>
      () =>
        told(name, minutes),
  )
  return sum(await twoAtATime([pages, host, ...stories]))
}

/**
 * The users' ways through the window, longest first, and how long each may take at the most. The 72 pictures of
 * `readable.test.ts` take too long beside them: docs/ci.md has its command.
 */
const storyMinutes = { own: 8, explorer: 8, review: 8, story: 8, skills: 8, firstMinutes: 6, language: 4 } as const

/** A window mostly waits, for its server and for what is drawn, so two share a machine well; each has a server of its own. */
async function twoAtATime(suites: readonly (() => Promise<Counts>)[]): Promise<readonly Counts[]> {
  const waiting = suites.values()
  const lane = async () => {
    const counts: Counts[] = []
    for (const suite of waiting) counts.push(await suite())
    return counts
  }
  return (await Promise.all([lane(), lane()])).flat()
}

/**
 * A window on a busy machine may lose a click or a key, which no user would think about twice: a story that fails is told
 * once more from its start, and fails where it fails again.
 */
async function told(name: string, minutes: number): Promise<Counts> {
  const tell = () => titled(`${name}.test.ts`, () => nodeTests(`test/editor/${name}.test.ts`, 'spec', minutes, 'whole'))
  const first = await tell()
  if (first.failed === 0) return first
  console.log(`-- ${name}.test.ts failed, and is told once more`)
  return tell()
}

/** A suite with its time. One that dies has failed, and the others still run. */
async function titled(title: string, suite: () => Promise<Counts>): Promise<Counts> {
  const { value, took } = await timed(() => suite().catch(died))
  console.log(`-- ${title}: ${value.passed} of ${value.passed + value.failed} after ${took}`)
  return value
}

/** What becomes of a suite that cannot run here. */
export function notRun(reason: string): Counts {
  const wanted = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false'
  console.log(`${wanted ? 'Failed' : 'Skipped'}: ${reason}`)
  return { ...nothing, [wanted ? 'failed' : 'skipped']: 1 }
}

function died(problem: unknown): Counts {
  console.error(problem instanceof Error ? problem.message : problem)
  return { ...nothing, failed: 1 }
}
