import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import test from 'node:test'
import { pathToFileURL } from 'node:url'

const processes = pathToFileURL(join(import.meta.dirname, '../../../scripts/processes.ts')).href

/** A script that runs a program which would stay for a minute. Both print to one pipe, which closes when both are gone. */
const script = (options: string): string => `
  import { run } from '${processes}'
  ${options}
  const staying = 'console.log("here"); setTimeout(() => {}, 60_000)'
  await run(process.execPath, ['-e', staying], options)`

for (const [what, options, signal, status] of [
  ['a script that is interrupted ends what it runs', 'const options = {}', 'SIGINT', 130],
  ['a script that is ended ends what it runs', 'const options = {}', 'SIGTERM', 143],
  ['and what has a group of its own', 'const options = { minutes: 1 }', 'SIGTERM', 143],
  ['an end that is meant is no failure', 'const options = {}; process.exitCode = 0', 'SIGINT', 0],
] as const)
  test(what, { skip: process.platform === 'win32' && 'there are no signals', timeout: 30_000 }, async () => {
    const started = spawn(process.execPath, ['--input-type=module', '-e', script(options)])
    const closed = once(started, 'close')
    await once(started.stdout, 'data')
    started.kill(signal)
    assert.deepEqual(await closed, [status, null])
  })

test('a script that npm runs ends when npm is ended, though the signal comes no further than the shell between them', {
  skip: process.platform === 'win32' && 'there are no signals',
  timeout: 30_000,
}, async () => {
  const node = `"${process.execPath}" --input-type=module -e "$SCRIPT"; exit $?`
  const env = { ...process.env, npm_lifecycle_event: 'test', SCRIPT: script('const options = { minutes: 1 }') }
  const shell = spawn('sh', ['-c', node], { env })
  const closed = once(shell, 'close')
  await once(shell.stdout, 'data')
  shell.kill('SIGTERM')
  assert.deepEqual(await closed, [null, 'SIGTERM'])
})
