import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { logicCases } from '../run/logic.ts'
import { gpo, start } from './gpo.ts'

test('two runs of one prompt at once pay for each answer once, and a run that was killed holds up no other', async t => {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 150, failRate: 0 })
  const folder = await mkdtemp(join(tmpdir(), 'gpo-turn-'))
  t.after(() => Promise.all([server.close(), rm(folder, { recursive: true })]))
  await writeFile(join(folder, 'logic.prompt.md'), "Let's think step by step.\n")
  await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(60))
  const args = ['eval', 'logic.prompt.md', '--base-url', server.url, '--concurrency', '1', '--json']
  const killed = start(folder, args)
  await killed.says('60 cases')
  killed.child.kill('SIGKILL')
  await killed.finished
  const first = start(folder, args)
  await first.says('60 cases')
  const second = start(folder, args)
  await second.says('Another run of this prompt is under way')
  const [one, other] = [await first.finished, await second.finished]
  assert.deepEqual([one.status, other.status], [0, 0], one.err + other.err)
  assert.equal(JSON.parse(one.out).score, JSON.parse(other.out).score)
  assert.equal(JSON.parse(other.out).usage.task.calls, 0)
  assert.deepEqual(
    (await readdir(join(folder, '.gpo', 'runs'))).filter(name => name.endsWith('.lock')),
    [],
  )
  const third = await gpo(folder, args)
  assert.equal(JSON.parse(third.out).usage.task.calls, 0)
})
