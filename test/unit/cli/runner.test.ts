import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gpo } from './gpo.ts'

const folder = mkdtempSync(join(tmpdir(), 'gpo-runner-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** An agent that writes a report into its folder where the prompt asks for one, and counts its calls in a file. */
const agent = `
const fs = require('fs')
const { prompt, input } = JSON.parse(fs.readFileSync(0, 'utf8'))
fs.appendFileSync(process.argv[2], 'x')
const asks = /report/.test(prompt + input)
if (asks) fs.writeFileSync('report.md', 'About ' + input)
console.log(JSON.stringify({ output: 'done', tools: asks ? [{ name: 'write', arguments: { path: 'report.md' } }] : [] }))
`
writeFileSync(join(folder, 'agent.cjs'), agent)
writeFileSync(join(folder, 'calls'), '')
writeFileSync(join(folder, 'good.prompt.md'), 'Write a report.\n\n{{topic}}\n')
writeFileSync(join(folder, 'bad.prompt.md'), 'Do it.\n\n{{topic}}\n')
writeFileSync(
  join(folder, 'a.eval.yaml'),
  `grader:
  - {name: file-contains, file: report.md, value: "{{topic}}"}
  - {name: tool-called, value: write, arguments: report.md}
cases:
  - {topic: whales}
  - {topic: bees}
`,
)
const runner = ['--runner', JSON.stringify([process.execPath, join(folder, 'agent.cjs'), join(folder, 'calls')])]
const scored = (prompt: string, ...more: readonly string[]) =>
  gpo(folder, ['eval', prompt, '--eval-set', 'a.eval.yaml', '--json', ...more])
const calls = (): number => readFileSync(join(folder, 'calls'), 'utf8').length

test('an agent is judged by what it did, and asked once for each case', async () => {
  const good = await scored('good.prompt.md', ...runner)
  assert.equal(good.status, 0, good.err)
  const report = JSON.parse(good.out)
  assert.equal(report.score, 1)
  assert.equal(report.usage.task.calls, 2)
  const bad = JSON.parse((await scored('bad.prompt.md', ...runner)).out)
  assert.equal(bad.score, 0)
  assert.deepEqual(bad.cases[0].answer, 'done')
  assert.equal(calls(), 4)
  const again = JSON.parse((await scored('good.prompt.md', ...runner)).out)
  assert.deepEqual([again.score, again.usage.task.calls, again.usage.task.cached, calls()], [1, 0, 2, 4])
})

for (const [what, args, said] of [
  ['no runner', ['--task-model', 'demo'], /need an agent/],
  ['a runner that is no list', ['--runner', 'claude -p'], /a list as JSON/],
  ['a runner beside a task model', [...runner, '--task-model', 'demo'], /none to name with --task-model/],
  ['a cap that cannot hold', [...runner, '--max-tokens', '1000'], /cannot hold/],
  ['a time without a runner', ['--runner-seconds', '5', '--task-model', 'demo'], /--runner names none/],
  ['no time at all', [...runner, '--runner-seconds', '0'], /a whole number of seconds/],
  ['a program that is not there', ['--runner', '["/no/such/program"]'], /cannot be started/],
] as const)
  test(`${what} is told in a sentence, before anything is asked`, async () => {
    const before = calls()
    const { status, err } = await scored('bad.prompt.md', ...args)
    assert.notEqual(status, 0)
    assert.match(err, said)
    assert.equal(calls(), before)
  })

test('a prompt for an agent is not optimized by the agent', async () => {
  const { status, err } = await gpo(folder, ['optimize', 'bad.prompt.md', '--eval-set', 'a.eval.yaml', ...runner])
  assert.equal(status, 2)
  assert.match(err, /--optimizer-model/)
})

test('a cap on requests counts the calls of a runner', async () => {
  const before = calls()
  writeFileSync(join(folder, 'new.prompt.md'), 'Make a report.\n\n{{topic}}\n')
  const capped = JSON.parse((await scored('new.prompt.md', ...runner, '--max-calls', '1')).out)
  assert.deepEqual([capped.sample.cases, calls() - before], [1, 1])
})

test('a record does not start commands: a run goes on only with the runner that is named again', async () => {
  const cases = Array.from({ length: 20 }, (_, index) => `{"topic": "t${index}", "expected": "x"}`).join('\n')
  writeFileSync(join(folder, 'many.eval.jsonl'), cases)
  const optimized = await gpo(folder, [
    ...['optimize', 'bad.prompt.md', '--eval-set', 'many.eval.jsonl', '--steps', '1', '--max-calls', '200', '--json'],
    ...runner,
    ...['--optimizer-model', 'demo'],
  ])
  assert.equal(optimized.status, 0, optimized.err)
  const { runId } = JSON.parse(optimized.out)
  const more = ['resume', runId, '--steps', '2', '--max-calls', '300']
  const unnamed = await gpo(folder, more)
  assert.match(unnamed.err, /must not start commands/)
  const named = await gpo(folder, [...more, ...runner])
  assert.equal(named.status, 0, named.err)
})
