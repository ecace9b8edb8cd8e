import assert from 'node:assert/strict'
import test from 'node:test'
import { readArguments } from '../../../src/cli/asked/options.ts'
import { nullCheck } from '../../../src/cli/commands/nullCheck.ts'

async function nulls(...args: readonly string[]) {
  let [out, err] = ['', '']
  const read = readArguments(['null', ...args])
  assert.ok(read.ok && typeof read.value === 'object', JSON.stringify(read))
  const status = await nullCheck(read.value.options, {
    out: text => {
      out += text
    },
    drained: async () => undefined,
    err: text => {
      err += text
    },
    isInteractive: false,
    env: {},
    cwd: '/',
    signal: new AbortController().signal,
  })
  return { status, out, err }
}

test('gpo null says of each kind how many runs were called better, and of all together', async () => {
  const { status, out, err } = await nulls('--nulls', '3', '--cases', '20')
  assert.equal(status, 0)
  assert.match(out, /^Of 18 runs in which nothing is better, \d were called better/)
  assert.equal(err.trim().split('\n').length, 6)
})

test('with --max-calls every run stays within its cap, and one too small for a run is refused', async () => {
  const { out } = await nulls('--nulls', '2', '--cases', '40', '--json', '--max-calls', '220')
  const whole = JSON.parse(out).filter(({ kind }: { kind: string }) => kind === 'a whole run')
  assert.equal(whole.length, 3)
  for (const { grades, calls } of whole) assert.ok(calls > 60 && calls <= 220, `${grades}: ${calls}`)
  const { status, err } = await nulls('--nulls', '2', '--max-calls', '20')
  assert.equal(status, 1)
  assert.match(err, /cap on calls is 20/)
})

test('with --json it is one document', async () => {
  const { out } = await nulls('--nulls', '2', '--cases', '20', '--json', '--seed', '5')
  const results = JSON.parse(out)
  assert.equal(results.length, 6)
  assert.deepEqual(Object.keys(results[0]), ['kind', 'grades', 'runs', 'better', 'worse', 'gain', 'calls'])
})

test('more runs than any other option allows can be asked for, and no fewer than one', async () => {
  const { status, err } = await nulls('--nulls', '0')
  assert.equal(status, 2)
  assert.match(err, /--nulls cannot be "0"/)
  assert.equal((await nulls('--nulls', '101', '--cases', 'few')).status, 2)
})
