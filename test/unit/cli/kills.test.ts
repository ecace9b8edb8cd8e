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

/** A run that is killed so often is left to its end, so that there is one. */
const mostPerRun = 8

/** How a run ended, and how often it was really killed before: it may have been over by then. */
interface Survived {
  readonly finished: Finished
  readonly killed: number
}

/** Runs, kills at random moments, resumes, and in the end lets it come to its end. */
async function killedRun(folder: string, server: string, most: number, seed: number): Promise<Survived> {
  const moment = random(seed, 'moment')
  const first = await gate(server)
  const port = Number(new URL(first.url).port)
  let entry = first
  let typed: readonly string[] = [...args, '--base-url', `${first.url}/v1`]
  for (let killed = 0; ; killed++) {
    const child = start(folder, typed)
    const over = child.finished.then(() => 'over' as const)
    const isOver = killed === most || (await Promise.race([over, pause(600 + moment() * 2500)])) === 'over'
    if (!isOver) {
      await entry.close()
      child.child.kill('SIGKILL')
    }
    const finished = await child.finished
    await entry.end()
    // Nothing ends a run by a signal but the kill; the last answers may have ended it just before.
    if (finished.status !== null) return { finished, killed }
    entry = await gate(server, port)
    const names = await readdir(join(folder, '.gpo', 'runs')).catch(() => [])
    const run = names.find(name => name.endsWith('.jsonl'))?.replace('.jsonl', '')
    if (run !== undefined) typed = ['resume', run, '--json']
  }
}

test(`runs that are killed ${kills} times ask for no answer twice and end as if they were unbroken`, async t => {
  const other = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  const whole = await workspace()
  const ends: (() => Promise<unknown>)[] = [other.close, () => rm(whole, { recursive: true })]
  t.after(() => Promise.all(ends.map(end => end())))
  const unbroken = await gpo(whole, [...args, '--base-url', other.url])
  assert.equal(unbroken.status, 0, unbroken.err)
  let [killed, runs] = [0, 0]
  for (; killed < kills; runs++) {
    const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 15, failRate: 0 })
    const folder = await workspace()
    ends.push(server.close, () => rm(folder, { recursive: true }))
    const most = Math.min(mostPerRun, kills - killed)
    const survived = await killedRun(folder, new URL(server.url).origin, most, runs + 1)
    assert.equal(survived.finished.status, 0, survived.finished.err)
    assert.deepEqual(result(survived.finished.out), result(unbroken.out))
    assert.equal(server.counts().repeated, 0)
    assert.equal(server.counts().answered.chat, other.counts().answered.chat)
    killed += survived.killed
  }
  t.diagnostic(`${killed} kills in ${runs} runs`)
})
