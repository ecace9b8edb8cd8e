import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { type Counts, nothing, sum } from '../../scripts/testing/counts.ts'
import { nodeTests } from '../../scripts/testing/nodeTests.ts'
import { inServer, runInHost } from './inHost.ts'

/**
 * What needs a browser: the trajectory page by itself, and the suites that need VS Code, one inside its extension host, the
 * others before its window. Where no VS Code can be had they are skipped with the reason; on a machine that builds for others
 * (`CI`) that is a failure.
 */
export async function editorTests(): Promise<Counts> {
  const environment = await prepareEnvironment()
  if (typeof environment === 'string') return notRun(environment)
  console.log('-- The trajectory page')
  const page = await nodeTests('test/editor/page.test.ts', 'dot', 8).catch(died)
  console.log('-- The page of a routing')
  const routing = await nodeTests('test/editor/routingPage.test.ts', 'dot', 4).catch(died)
  console.log('-- In the extension host')
  const host = await runInHost(inServer(environment)).catch(died)
  console.log('-- Before the window')
  const stories: Counts[] = []
  for (const [name, minutes] of Object.entries(storyMinutes)) stories.push(await told(name, minutes))
  return sum([page, routing, host, ...stories])
}

/** The users' ways through the window, and how long each may take at the most. */
const storyMinutes = { story: 8, review: 8, explorer: 8, own: 8, skills: 6, language: 3 } as const

/**
 * A window on a busy machine may lose a click or a key, which no user would think about twice: a story that fails is told
 * once more from its start, and fails where it fails again.
 */
async function told(name: string, minutes: number): Promise<Counts> {
  const tell = () => nodeTests(`test/editor/${name}.test.ts`, 'spec', minutes).catch(died)
  const first = await tell()
  if (first.failed === 0) return first
  console.log(`-- The story of ${name}.test.ts failed, and is told once more`)
  return tell()
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
