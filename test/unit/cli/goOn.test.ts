import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { logicCases } from '../run/logic.ts'
import { gpo } from './gpo.ts'

test('a run that has ended goes on to more steps and pays for nothing twice', async () => {
  const server = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  const folder = await mkdtemp(join(tmpdir(), 'gpo-go-on-'))
  try {
    await writeFile(join(folder, 'logic.prompt.md'), "Let's think step by step.\n")
    await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(60))
    const typed = ['optimize', 'logic.prompt.md', '--steps', '2', '--seed', '3', '--json', '--base-url', server.url]
    const first = JSON.parse((await gpo(folder, typed)).out)
    const [journal = ''] = (await readdir(join(folder, '.gpo/runs'))).filter(name => name.endsWith('.jsonl'))
    const run = journal.replace('.jsonl', '')

    for (const [options, refusal] of [
      [['--steps', '2'], /counts those that are made too, and the run has 2/],
      [['--max-calls', '9000'], /has ended after 2 steps; more need --steps/],
    ] as const) {
      const refused = await gpo(folder, ['resume', run, ...options])
      assert.equal(refused.status, 2)
      assert.match(refused.err, refusal)
    }
    const sentBefore = server.counts().received.chat

    const more = await gpo(folder, ['resume', run, '--steps', '4', '--json'])
    assert.equal(more.status, 0, more.err)
    const report = JSON.parse(more.out)
    assert.deepEqual(report.steps.slice(0, 2), first.steps, 'the steps that were made stay as they were')
    assert.equal(report.steps.length, 4)
    assert.equal(report.looks, 2)
    assert.ok(server.counts().received.chat > sentBefore)
    assert.equal(server.counts().repeated, 0, 'no answered request was sent again')

    const again = await gpo(folder, ['resume', run, '--json'])
    assert.deepEqual(JSON.parse(again.out), report, 'its end is reported as it was')
    const entries = (await readFile(join(folder, '.gpo/runs', journal), 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).type)
    assert.deepEqual(entries, ['run', 'baseline', 'step', 'step', 'ended', 'extended', 'step', 'step', 'ended'])

    await writeFile(join(folder, 'logic.prompt.md'), 'Answer at once.\n')
    const other = await gpo(folder, [...typed.filter(one => one !== '--json'), '--steps', '1'])
    assert.match(other.err, /They were looked at \d times? before, for other prompts\./, 'whatever run looked at them')
  } finally {
    await Promise.all([server.close(), rm(folder, { recursive: true })])
  }
})
