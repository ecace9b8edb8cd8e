import { writeFile } from 'node:fs/promises'
import Mocha from 'mocha'

/** What the editor calls in its extension host. It fails when a test did; the counts go to the file that `GPO_TEST_RESULT` names. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: 'spec', color: false })
  // The editor loads one bundle and no test files, so what Mocha does before it loads a file is done here, once.
  mocha.suite.emit('pre-require', globalThis, 'host', mocha)
  await import('./activation.test.ts')
  await import('./prompts.test.ts')
  await import('./optimize.test.ts')
  await import('./review.test.ts')
  await import('./runs.test.ts')
  await import('./tools.test.ts')
  await import('./models.test.ts')
  await import('./editorModels.test.ts')
  await import('./language.test.ts')
  await import('./cases.test.ts')

  let skipped = 0
  let passed = 0
  const failed = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve)
    runner.on('pass', () => passed++)
    runner.on('pending', () => skipped++)
  })
  const result = process.env.GPO_TEST_RESULT
  if (result) await writeFile(result, JSON.stringify({ passed, failed, skipped }))
  if (failed > 0) throw new Error(`${failed} tests failed`)
}
