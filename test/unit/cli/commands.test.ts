import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { logicCases } from '../run/logic.ts'
import { gpo, start } from './gpo.ts'

const prompt = '---\r\ndescription: logic\r\n---\r\n\r\nLet’s think step by step.\r\n\r\n'
let folder = ''
let server: Awaited<ReturnType<typeof startDemoServer>>

before(async () => {
  server = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
})
after(() => server.close())

beforeEach(async () => {
  if (folder) await rm(folder, { recursive: true })
  folder = await mkdtemp(join(tmpdir(), 'gpo-commands-'))
  await writeFile(join(folder, 'logic.prompt.md'), prompt)
  await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(60))
})
after(() => rm(folder, { recursive: true }))

const promptFile = (): Promise<string> => readFile(join(folder, 'logic.prompt.md'), 'utf8')
const calls = (usage: Record<string, { calls?: number }>): number =>
  Object.values(usage).reduce((sum, role) => sum + (role?.calls ?? 0), 0)

test('list says which eval set belongs to which prompt, and why', async () => {
  await writeFile(join(folder, 'alone.prompt.md'), 'Be brief about {{topic}}.\n')
  const { out, status } = await gpo(folder, ['list', '--json'])
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(out), [
    {
      path: 'alone.prompt.md',
      format: 'prompt-md',
      targets: [{ id: 'body', text: 'Be brief about {{topic}}.', placeholders: ['topic'] }],
      evalSet: null,
      pairedBy: 'none',
      cases: 0,
      problems: [],
    },
    {
      path: 'logic.prompt.md',
      format: 'prompt-md',
      targets: [{ id: 'body', text: 'Let’s think step by step.', placeholders: [] }],
      evalSet: 'logic.eval.jsonl',
      pairedBy: 'sibling',
      cases: 60,
      problems: [],
    },
  ])
})

test('eval gives every case its grade, and fails below the least score', async () => {
  const scored = await gpo(folder, ['eval', 'logic.prompt.md', '--task-model', 'demo', '--json'])
  const report = JSON.parse(scored.out)
  assert.deepEqual(Object.keys(report), ['prompt', 'evalSet', 'pairedBy', 'score', 'interval', 'cases', 'usage'])
  assert.equal(scored.out, `${JSON.stringify(report, null, 2)}\n`)
  assert.deepEqual(Object.keys(report.cases[0]), ['id', 'grade', 'passed', 'answer', 'expected', 'error'])
  const passed = report.cases.filter((item: { passed: boolean }) => item.passed).length
  assert.equal(report.score, passed / 60)
  assert.ok(report.interval[0] < report.score && report.score < report.interval[1])
  assert.equal(scored.status, 0)
  const strict = await gpo(folder, ['eval', 'logic.prompt.md', '--task-model', 'demo', '--min-score', '0.99'])
  assert.equal(strict.status, 1)
  assert.match(strict.out, /0 USD|0\.0000 USD/)
})

test('optimize prints one document, counts as the server counts, and writes only the prompt', async () => {
  const earlier = server.counts()
  const { out, status } = await gpo(folder, [
    'optimize',
    'logic.prompt.md',
    '--base-url',
    server.url,
    '--steps',
    '5',
    '--write',
    'always',
    '--json',
  ])
  assert.equal(status, 0)
  const report = JSON.parse(out)
  assert.deepEqual(Object.keys(report), [
    'runId',
    'prompt',
    'evalSet',
    'pairedBy',
    'strategy',
    'seed',
    'stop',
    'initial',
    'best',
    'comparison',
    'answers',
    'steps',
    'usage',
    'written',
  ])
  const later = server.counts()
  assert.equal(calls(report.usage), later.received.chat - earlier.received.chat)
  assert.equal(
    report.usage.task.inputTokens + report.usage.optimizer.inputTokens,
    later.inputTokens - earlier.inputTokens,
  )
  assert.equal(
    report.usage.task.outputTokens + report.usage.optimizer.outputTokens,
    later.outputTokens - earlier.outputTokens,
  )
  assert.ok(report.best.validation > report.initial.validation)
  assert.equal(report.written, true)
  assert.equal(
    await promptFile(),
    `---\r\ndescription: logic\r\n---\r\n\r\n${report.best.text.replaceAll('\n', '\r\n')}\r\n\r\n`,
  )
})

test('the same run a second time asks nothing', async () => {
  const args = ['optimize', 'logic.prompt.md', '--base-url', server.url, '--steps', '2', '--seed', '5', '--json']
  const first = JSON.parse((await gpo(folder, args)).out)
  const earlier = server.counts().received.chat
  const second = JSON.parse((await gpo(folder, args)).out)
  assert.equal(server.counts().received.chat, earlier)
  assert.equal(calls(second.usage), 0)
  assert.equal(second.usage.task.cached, first.usage.task.calls + first.usage.task.cached)
  assert.deepEqual(second.steps, first.steps)
  assert.deepEqual(second.comparison, first.comparison)
})

test('a cap on calls is never passed, and leaves enough for the verdict', async () => {
  const earlier = server.counts().received.chat
  const { out, status } = await gpo(folder, [
    'optimize',
    'logic.prompt.md',
    '--base-url',
    server.url,
    '--max-calls',
    '140',
    '--json',
  ])
  assert.equal(status, 0)
  const report = JSON.parse(out)
  assert.equal(report.stop, 'calls')
  assert.ok(server.counts().received.chat - earlier <= 140)
  assert.notEqual(report.best.test, null)
})

test('an interrupt ends the run within 2 s with the best so far, and status 130', async t => {
  const slow = await startDemoServer({ port: 0, seed: 0, latencyMs: 15, failRate: 0 })
  t.after(() => slow.close())
  const run = start(folder, ['optimize', 'logic.prompt.md', '--base-url', slow.url, '--write', '--json'])
  await run.says('step 1:')
  const at = performance.now()
  run.child.kill('SIGINT')
  const { status, out } = await run.finished
  assert.ok(performance.now() - at < 2000)
  assert.equal(status, 130)
  const report = JSON.parse(out)
  assert.equal(report.stop, 'cancelled')
  assert.ok(report.best.validation >= report.initial.validation)
  assert.equal(report.best.test, null)
  assert.equal(await promptFile(), prompt)
})

test('an interrupt is heard while the demo model answers in process as well', async () => {
  const run = start(folder, ['optimize', 'logic.prompt.md', '--task-model', 'demo', '--seed', '6', ...long, '--json'])
  await run.says('step 1:')
  run.child.kill('SIGINT')
  const { status, out } = await run.finished
  assert.equal(status, 130)
  assert.equal(JSON.parse(out).stop, 'cancelled')
})

/** A run that goes on long after its first step. */
const long = ['--evaluation', 'full', '--steps', '200', '--paper', '--candidates', '16']

test('an interrupt before there is a best ends with status 130 as well, and says how to go on', async t => {
  const slow = await startDemoServer({ port: 0, seed: 0, latencyMs: 100, failRate: 0 })
  t.after(() => slow.close())
  const run = start(folder, ['optimize', 'logic.prompt.md', '--base-url', slow.url, '--json'])
  await run.says('at most')
  run.child.kill('SIGINT')
  const { status, out, err } = await run.finished
  assert.deepEqual([status, out], [130, ''])
  assert.match(err, /gpo resume \S+\n/)
})

test('a prompt that was edited during the run is not overwritten', async t => {
  const slow = await startDemoServer({ port: 0, seed: 0, latencyMs: 5, failRate: 0 })
  t.after(() => slow.close())
  const run = start(folder, [
    'optimize',
    'logic.prompt.md',
    '--base-url',
    slow.url,
    '--steps',
    '3',
    '--write',
    'always',
    '--json',
  ])
  await run.says('step 1:')
  await writeFile(join(folder, 'logic.prompt.md'), 'Mine.\n')
  const { status, err, out } = await run.finished
  assert.equal(status, 1)
  assert.match(err, /was changed while the run went on/)
  assert.equal(JSON.parse(out).written, false)
  assert.equal(await promptFile(), 'Mine.\n')
})

test('requests that fail now and then change the number of requests, not the result', async t => {
  const flaky = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0.05 })
  t.after(() => flaky.close())
  const args = (url: string) => ['optimize', 'logic.prompt.md', '--base-url', url, '--steps', '1', '--json']
  const shaken = JSON.parse((await gpo(folder, args(flaky.url))).out)
  const steady = JSON.parse((await gpo(folder, args(server.url))).out)
  assert.equal(calls(shaken.usage), flaky.counts().received.chat)
  assert.ok(flaky.counts().failed > 0)
  assert.deepEqual(shaken.steps, steady.steps)
  assert.deepEqual(shaken.comparison, steady.comparison)
})
