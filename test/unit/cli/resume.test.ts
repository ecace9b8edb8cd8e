import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { gate, pause } from '../run/gate.ts'
import { logicCases } from '../run/logic.ts'
import { gpo, main, start } from './gpo.ts'

const args = ['optimize', 'logic.prompt.md', '--steps', '4', '--seed', '3', '--json']

async function workspace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-resume-'))
  await writeFile(join(folder, 'logic.prompt.md'), "Let's think step by step.\n")
  await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(60))
  return folder
}

/** What must not depend on whether the run was broken off: all but its name, its folder, and requests that were lost. */
function result(json: string): unknown {
  const { runId: _, prompt: __, evalSet: ___, usage, ...rest } = JSON.parse(json)
  return { ...rest, tokens: [usage.task.inputTokens, usage.task.outputTokens, usage.optimizer.outputTokens] }
}

test('a run killed in its third step is resumed without asking anything twice, and ends as if unbroken', async () => {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 2, failRate: 0 })
  const entry = await gate(new URL(server.url).origin)
  const other = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  const [broken, unbroken] = [await workspace(), await workspace()]
  const folders = [broken, unbroken]
  try {
    const first = start(broken, [...args, '--base-url', `${entry.url}/v1`])
    await first.says('step 2:')
    await pause(80)
    await entry.close()
    first.child.kill('SIGKILL')
    await first.finished
    const answered = server.counts().answered.chat
    assert.equal(server.counts().repeated, 0)
    const [journal = ''] = await readdir(join(broken, '.gpo', 'runs')).then(names =>
      names.filter(name => name.endsWith('.jsonl')),
    )

    // The endpoint is reached at the same address again.
    const { port } = new URL(entry.url)
    await entry.end()
    const reopened = await gate(new URL(server.url).origin, Number(port))
    const resumed = await gpo(broken, ['resume', journal.replace('.jsonl', ''), '--json'])
    await reopened.end()
    assert.equal(resumed.status, 0, resumed.err)
    assert.ok(server.counts().answered.chat > answered, 'the resumed run had something left to ask')
    assert.equal(server.counts().repeated, 0, 'no answered request was sent again')

    const whole = await gpo(unbroken, [...args, '--base-url', other.url])
    assert.equal(whole.status, 0, whole.err)
    assert.deepEqual(result(resumed.out), result(whole.out))
    assert.equal(server.counts().answered.chat, other.counts().answered.chat)
  } finally {
    await Promise.all([server.close(), other.close(), ...folders.map(folder => rm(folder, { recursive: true }))])
  }
})

test('an endpoint that goes away ends the run and leaves no score of a few cases; the run goes on when it is back', async () => {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 2, failRate: 0 })
  const entry = await gate(new URL(server.url).origin)
  const other = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  const [broken, unbroken] = [await workspace(), await workspace()]
  try {
    const first = start(broken, [...args, '--base-url', `${entry.url}/v1`])
    await first.says('step 1:')
    await pause(80)
    await entry.end()
    const { status, out, err } = await first.finished
    assert.equal(status, 1)
    assert.equal(out, '')
    assert.match(err, /cannot be reached/)
    const [, run = ''] = /gpo resume (\S+)/.exec(err) ?? []

    const reopened = await gate(new URL(server.url).origin, Number(new URL(entry.url).port))
    const resumed = await gpo(broken, ['resume', run, '--json'])
    await reopened.end()
    assert.equal(resumed.status, 0, resumed.err)
    const whole = await gpo(unbroken, [...args, '--base-url', other.url])
    assert.deepEqual(JSON.parse(resumed.out).steps, JSON.parse(whole.out).steps)
    assert.deepEqual(JSON.parse(resumed.out).comparison, JSON.parse(whole.out).comparison)
  } finally {
    await Promise.all([
      server.close(),
      other.close(),
      ...[broken, unbroken].map(folder => rm(folder, { recursive: true })),
    ])
  }
})

test('a disk that is full ends the run in one sentence, with whole lines, and the run goes on when there is room', {
  skip: process.platform === 'win32' && 'the size of files cannot be limited there',
}, async () => {
  const at = await workspace()
  try {
    const command = [process.execPath, '--no-warnings', main, ...args, '--task-model', 'demo']
    const limited = ['-c', 'ulimit -f 60; exec "$0" "$@"', ...command]
    const full = spawnSync('bash', limited, { cwd: at, encoding: 'utf8' })
    assert.deepEqual([full.status, full.stdout], [1, ''], full.stderr)
    assert.match(full.stderr, /answers\/\S+: The system refuses: EFBIG/)
    assert.doesNotMatch(full.stderr, /\n\s+at /)
    const [, run = ''] = /gpo resume (\S+)/.exec(full.stderr) ?? []
    assert.match(await readFile(join(at, '.gpo', 'answers', `${run}.jsonl`), 'utf8'), /\}\n$/)
    const resumed = await gpo(at, ['resume', run, '--json'])
    assert.equal(resumed.status, 0, resumed.err)
    assert.equal(JSON.parse(resumed.out).steps.length, 4)
  } finally {
    await rm(at, { recursive: true })
  }
})

test('a run of a folder that was copied is not resumed there, where it would write to the other one', async () => {
  const folder = await workspace()
  const copy = `${folder}-copy`
  try {
    const made = await gpo(folder, [...args, '--task-model', 'demo', '--optimizer-model', 'demo'])
    const { runId } = JSON.parse(made.out)
    await cp(folder, copy, { recursive: true })
    const refused = await gpo(copy, ['resume', runId])
    assert.equal(refused.status, 1)
    assert.match(refused.err, /was made in another folder/)
    assert.equal((await gpo(folder, ['resume', runId])).status, 0)
  } finally {
    await Promise.all([folder, copy].map(path => rm(path, { recursive: true })))
  }
})

test('a journal whose settings hold nonsense is refused before anything is asked', async t => {
  const folder = await workspace()
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  t.after(() => Promise.all([server.close(), rm(folder, { recursive: true })]))
  const { runId } = JSON.parse((await gpo(folder, [...args, '--base-url', server.url])).out)
  const path = join(folder, '.gpo', 'runs', `${runId}.jsonl`)
  const unended = (await readFile(path, 'utf8')).split('\n').filter(line => !line.includes('"report"'))
  const asked = server.counts().received.chat
  for (const [sound, nonsense] of [
    ['"steps":4', '"steps":"a"'],
    ['"candidates":8', '"candidates":1000000'],
    ['"strategy":"gpo"', '"strategy":"toString"'],
  ] as const) {
    assert.ok(unended[0]?.includes(sound), unended[0]?.slice(0, 200))
    await writeFile(path, unended.join('\n').replace(sound, nonsense))
    const { status, err } = await gpo(folder, ['resume', runId])
    assert.equal(status, 1)
    assert.match(err, /^gpo: The journal of the run cannot be read \(.*\)\. Start a new run\.\n$/)
  }
  assert.equal(server.counts().received.chat, asked)
})
