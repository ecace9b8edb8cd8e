import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { gpo } from './gpo.ts'

let folder = ''
let demo: Awaited<ReturnType<typeof startDemoServer>>

const cases = (grader: object): string =>
  JSON.stringify({ grader, cases: ['Hi', 'Hey', 'Hello'].map(input => ({ id: input, input })) })

const files: Readonly<Record<string, string>> = {
  'judge.prompt.md': 'Answer the greeting.\n',
  'judge.eval.json': cases({ name: 'judge', value: 'greets the user' }),
  'similar.prompt.md': 'Answer the greeting.\n',
  'similar.eval.json': cases({ name: 'similar', value: 'Hello', threshold: 0.1 }),
  'checked.prompt.md': 'Answer in one word.\n',
  'checked.eval.json': cases({ name: 'includes', value: 'no such greeting' }),
  'code.prompt.md': 'Answer the greeting.\n',
  'code.eval.json': cases({ name: 'javascript', value: 'output.length > 0' }),
  'endless.prompt.md': 'Answer the greeting.\n',
  'endless.eval.json': cases({ name: 'javascript', value: '(() => { for (;;) {} })()' }),
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gpo-grading-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  demo = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
})

after(async () => {
  await demo.close()
  await rm(folder, { recursive: true })
})

for (const [name, says] of [
  ['judge', /asks for a judge model and none is chosen.*--judge-model/],
  ['similar', /embedding model and none is chosen.*--embedding-model/],
  ['code', /code of eval sets is not allowed to run.*--allow-code/],
] as const)
  for (const command of ['eval', 'optimize'])
    test(`gpo ${command} refuses what ${name} lacks before anything is spent`, async () => {
      const args = [command, `${name}.prompt.md`, '--base-url', demo.url, '--task-model', 'demo']
      const { status, err } = await gpo(folder, args)
      assert.equal(status, 2)
      assert.match(err, says)
      assert.deepEqual(demo.counts().received, { chat: 0, embeddings: 0 })
    })

const byDemo = ['--task-model', 'demo', '--json']

test('of a case without a reference answer that did not pass, the check says what it wanted', async () => {
  const { out } = await gpo(folder, ['eval', 'checked.prompt.md', '--task-model', 'demo'])
  assert.match(out, /^ {2}Hi: includes: expected "no such greeting", answered "/m)
})

test('a judge of its own grades the answers, and its requests are counted apart', async () => {
  const { status, out } = await gpo(folder, ['eval', 'judge.prompt.md', ...byDemo, '--judge-model', 'demo'])
  assert.equal(status, 0)
  const { usage, cases } = JSON.parse(out)
  assert.deepEqual([usage.task.calls, usage.judge.calls], [3, 3])
  assert.ok(cases.every((item: { grade: unknown }) => typeof item.grade === 'number'))
})

test('an embedding model measures likeness', async () => {
  const { status, out } = await gpo(folder, ['eval', 'similar.prompt.md', ...byDemo, '--embedding-model', 'demo'])
  assert.equal(status, 0)
  assert.ok(JSON.parse(out).usage.embedding.calls > 0)
})

test('code is run where it is allowed', async () => {
  const { status, out } = await gpo(folder, ['eval', 'code.prompt.md', ...byDemo, '--allow-code'])
  assert.deepEqual([status, JSON.parse(out).score], [0, 1])
})

test('code that never ends is stopped, and is no wrong answer', async () => {
  const { status, err } = await gpo(folder, ['eval', 'endless.prompt.md', ...byDemo, '--allow-code'])
  assert.equal(status, 1)
  assert.match(err, /did not end within 1,000 milliseconds/)
})

test('a journal cannot allow the code that it holds', async () => {
  const greetings = Array.from({ length: 12 }, (_, index) => ({ id: `${index}`, input: `Hi ${index}` }))
  const grader = { name: 'javascript', value: 'output.length > 0' }
  await writeFile(join(folder, 'again.prompt.md'), 'Answer the greeting.\n')
  await writeFile(join(folder, 'again.eval.json'), JSON.stringify({ grader, cases: greetings }))
  const first = await gpo(folder, [
    'optimize',
    'again.prompt.md',
    '--task-model',
    'demo',
    '--steps',
    '1',
    '--allow-code',
  ])
  assert.equal(first.status, 0, first.err)
  const [name = ''] = await readdir(join(folder, '.gpo', 'runs'))
  const journal = join(folder, '.gpo', 'runs', name)
  const runId = name.replace('.jsonl', '')
  const [begun = ''] = (await readFile(journal, 'utf8')).split('\n')
  assert.match(begun, /"allowCode":true/)
  await writeFile(journal, `${begun}\n`)
  const refused = await gpo(folder, ['resume', runId])
  assert.equal(refused.status, 2)
  assert.match(refused.err, /not allowed to run.*--allow-code/)
  const resumed = await gpo(folder, ['resume', runId, '--allow-code'])
  assert.equal(resumed.status, 0, resumed.err)
})
