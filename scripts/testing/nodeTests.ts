import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../processes.ts'
import { type Counts, readCounts } from './counts.ts'

const root = join(import.meta.dirname, '../..')

/** Numbers the runs of this process, several of which may be under way. */
let runs = 0

/**
 * Runs the test files that a glob names, each in a process of its own. `dot` shows one dot for a test and the failures at
 * the end. With `whole`, what they print is printed once they have ended, for tests that run beside others. Throws where
 * the runner ended without its counts, or found no test.
 */
export async function nodeTests(
  glob: string,
  show: 'dot' | 'spec',
  minutes: number,
  print: 'live' | 'whole' = 'live',
): Promise<Counts> {
  const result = join(root, `.test-output/node-result-${++runs}.json`)
  await mkdir(join(root, '.test-output'), { recursive: true })
  await rm(result, { force: true })
  const reporters = [`--test-reporter=${show}`, '--test-reporter-destination=stdout']
  reporters.push(
    `--test-reporter=${join(import.meta.dirname, 'countsReporter.ts')}`,
    `--test-reporter-destination=${result}`,
  )
  const { status, output } = await run(process.execPath, ['--test', '--test-concurrency=2', ...reporters, glob], {
    cwd: root,
    minutes,
    quiet: print === 'whole',
  })
  if (output !== '') process.stdout.write(output)
  if (status === 124) console.error(`${glob} was ended after ${minutes} minutes.`)
  const counts = readCounts(await readFile(result, 'utf8').catch(() => ''))
  if (counts === undefined) throw new Error(`${glob}: the test runner ended with status ${status} and no counts.`)
  if (counts.passed + counts.failed === 0) throw new Error(`${glob} names no test that ran.`)
  // The runner can fail for what is no test, such as a reporter or a hook.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
