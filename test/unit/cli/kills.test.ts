import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { random } from '../../../src/text/random.ts'
import { gate, pause } from '../run/gate.ts'
import { logicCases } from '../run/logic.ts'
import { type Finished, gpo, start } from './gpo.ts'

/** `GPO_KILLS=100` kills as often; the suite has no time for so many. */
const kills = Number(process.env.GPO_KILLS ?? 3)

const args = ['optimize', 'logic.prompt.md', '--steps', '3', '--seed', '3', '--json']

async function workspace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gpo-kills-'))
  await writeFile(join(folder, 'logic.prompt.md'), "Let's think step by step.\n")
  await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(60))
  return folder
}

/** What must not depend on how often the run was killed. */
function result(json: string): unknown {
  const { steps, stop, best, initial, comparison } = JSON.parse(json)
  const plain = steps.map(({ usage: _, ...step }: { usage: unknown }) => step)
  return { steps: plain, stop, best, initial, comparison }
}

/** Runs, kills at random moments, resumes, and in the end lets it come to its end. Gives how it ended. */
async function killedRun(folder: string, server: string, more: readonly string[], seed: number): Promise<Finished> {
  const moment = random(seed, 'moment')
  const first = await gate(server)
  const port = Number(new URL(first.url).port)
  let entry = first
  let typed: readonly string[] = [...args, ...more, '--base-url', `${first.url}/v1`]
  for (let killed = 0; killed < kills; killed++) {
    const child = start(folder, typed)
    const isOver = await Promise.race([child.finished.then(() => true), pause(600 + moment() * 4000).then(() => false)])
    if (!isOver) {
      await entry.close()
      child.child.kill('SIGKILL')
    }
    await child.finished
    await entry.end()
    entry = await gate(server, port)
    const names = await readdir(join(folder, '.gpo', 'runs')).catch(() => [])
    const run = names.find(name => name.endsWith('.jsonl'))?.replace('.jsonl', '')
    if (run !== undefined) typed = ['resume', run, '--json']
  }
  const last = await gpo(folder, typed)
  await entry.end()
  return last
}

test(`a run that is killed ${kills} times asks for no answer twice and ends as if it were unbroken`, async t => {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 15, failRate: 0 })
  const other = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  const [broken, whole] = [await workspace(), await workspace()]
  t.after(() => Promise.all([server.close(), other.close(), ...[broken, whole].map(at => rm(at, { recursive: true }))]))
  const { out, status, err } = await killedRun(broken, new URL(server.url).origin, [], 1)
  assert.equal(status, 0, err)
  const unbroken = await gpo(whole, [...args, '--base-url', other.url])
  assert.equal(unbroken.status, 0, unbroken.err)
  assert.deepEqual(result(out), result(unbroken.out))
  assert.equal(server.counts().repeated, 0)
  assert.equal(server.counts().answered.chat, other.counts().answered.chat)
})
