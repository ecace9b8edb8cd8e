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
  console.log('-- In the extension host')
  const host = await runInHost(inServer(environment)).catch(died)
  console.log('-- Before the window')
  const story = await nodeTests('test/editor/story.test.ts', 'spec', 8).catch(died)
  const review = await nodeTests('test/editor/review.test.ts', 'spec', 8).catch(died)
  const explorer = await nodeTests('test/editor/explorer.test.ts', 'spec', 8).catch(died)
  const language = await nodeTests('test/editor/language.test.ts', 'spec', 3).catch(died)
  return sum([page, host, story, review, explorer, language])
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
