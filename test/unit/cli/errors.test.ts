import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { logicCases } from '../run/logic.ts'
import { gpo, start } from './gpo.ts'

let folder = ''
let demo: Awaited<ReturnType<typeof startDemoServer>>
let failing: Awaited<ReturnType<typeof startDemoServer>>
const web = createServer((_, response) => response.end('<html>Hello</html>'))

const files: Readonly<Record<string, string>> = {
  'logic.prompt.md': "Let's think step by step.\n",
  'logic.eval.jsonl': logicCases(30),
  'alone.prompt.md': 'Be brief.\n',
  'broken.prompt.md': 'Be brief.\n',
  'broken.eval.jsonl': '{"input": "a", "expected": "b"}\n{"input": "a", \n',
  'empty.prompt.md': '---\nname: x\n---\n',
  'unclosed.prompt.md': '---\nname: x\nBe brief.\n',
  'both.prompt.md': 'Be brief.\n',
  'both.eval.jsonl': '{"input": "a", "expected": "b"}\n',
  'both.eval.csv': 'input,expected\na,b\n',
  'unfilled.prompt.md': 'Translate {{text}} to {{language}}.\n',
  'unfilled.eval.jsonl': '{"text": "a", "expected": "b"}\n',
  'script.py': 'print(1)\n',
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gpo-errors-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await mkdir(join(folder, 'splits'))
  await writeFile(join(folder, 'splits', 'train.jsonl'), logicCases(5))
  demo = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 0 })
  failing = await startDemoServer({ port: 0, seed: 0, latencyMs: 0, failRate: 1 })
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
})

after(async () => {
  await Promise.all([demo.close(), failing.close(), rm(folder, { recursive: true })])
  web.close()
})

const webUrl = (): string => `http://127.0.0.1:${(web.address() as AddressInfo).port}`
const byDemo = ['--task-model', 'demo']

const refused: readonly (readonly [what: string, status: 1 | 2, args: () => readonly string[], says: RegExp])[] = [
  ['no such file', 2, () => ['missing.prompt.md', ...byDemo], /missing\.prompt\.md: There is no such file/],
  ['a file that is no prompt', 2, () => ['script.py', ...byDemo], /script\.py: This is not a prompt file/],
  ['an empty prompt', 1, () => ['empty.prompt.md', ...byDemo], /empty\.prompt\.md.*has no text/],
  ['an unclosed frontmatter', 1, () => ['unclosed.prompt.md', ...byDemo], /unclosed\.prompt\.md:1: .*never closed/],
  [
    'no eval set',
    1,
    () => ['alone.prompt.md', ...byDemo],
    /alone\.prompt\.md: No eval set belongs to this prompt.*alone\.eval\.yaml/,
  ],
  ['two eval sets', 1, () => ['both.prompt.md', ...byDemo], /both\.eval\.jsonl.*both\.eval\.csv/],
  ['a broken row', 1, () => ['broken.prompt.md', ...byDemo], /broken\.eval\.jsonl:2: The row cannot be used/],
  [
    'a placeholder that no case fills',
    1,
    () => ['unfilled.prompt.md', ...byDemo],
    /unfilled\.eval\.jsonl:1: .*"language"/,
  ],
  [
    'a folder without validation cases',
    1,
    () => ['logic.prompt.md', '--eval-set', 'splits', ...byDemo],
    /splits.*no validation cases/,
  ],
  ['no model', 2, () => ['logic.prompt.md'], /No task model is chosen/],
  ['a model of no provider', 2, () => ['logic.prompt.md', '--task-model', 'gpt'], /A model cannot be "gpt"/],
  [
    'a cap of 0 calls',
    2,
    () => ['logic.prompt.md', ...byDemo, '--max-calls', '0'],
    /--max-calls cannot be "0"\. Give a whole number, at least 1/,
  ],
  [
    'a cap below what is needed',
    1,
    () => ['logic.prompt.md', ...byDemo, '--max-calls', '9'],
    /cap on calls is 9, and at least 57 are needed/,
  ],
  [
    'a cap in USD without a price',
    2,
    () => ['logic.prompt.md', '--base-url', demo.url, '--max-usd', '1'],
    /price of demo is not known/,
  ],
  ['a number that is none', 2, () => ['logic.prompt.md', ...byDemo, '--steps', 'many'], /--steps cannot be "many"/],
  ['an option of nothing', 2, () => ['logic.prompt.md', ...byDemo, '--stepz', '3'], /Unknown option '--stepz'/],
  [
    'an option of another command',
    2,
    () => ['logic.prompt.md', ...byDemo, '--port', '3'],
    /gpo optimize has no option --port/,
  ],
  ['an unknown target', 2, () => ['logic.prompt.md', ...byDemo, '--target', 'system'], /no target "system".*body/],
  [
    'a wrong key',
    1,
    () => ['logic.prompt.md', '--base-url', demo.url, '--task-model', 'demo', '--api-key-env', 'A_KEY'],
    /does not accept the key/,
  ],
  [
    'an address that is none',
    2,
    () => ['logic.prompt.md', '--base-url', 'localhost:1/v1', '--task-model', 'm'],
    /--base-url cannot be "localhost:1\/v1"\. Give an http or https URL/,
  ],
  [
    'a variable that holds no key',
    2,
    () => ['logic.prompt.md', '--base-url', demo.url, '--task-model', 'demo', '--api-key-env', 'NOT_SET'],
    /--api-key-env cannot be "NOT_SET"/,
  ],
  [
    'a cap on tokens below what one request may need',
    1,
    () => ['logic.prompt.md', ...byDemo, '--max-tokens', '1'],
    /cap on tokens is reached\. Raise it and start again/,
  ],
  [
    'an unreachable endpoint',
    1,
    () => ['logic.prompt.md', '--base-url', 'http://127.0.0.1:9/v1', '--task-model', 'm'],
    /127\.0\.0\.1:9.* cannot be reached/,
  ],
  [
    'a reply that is no JSON',
    1,
    () => ['logic.prompt.md', '--base-url', webUrl(), '--task-model', 'm'],
    /something else than a chat reply/,
  ],
  [
    'a model that the endpoint has not',
    1,
    () => ['logic.prompt.md', '--base-url', demo.url, '--task-model', 'gpt-9'],
    /has no model "gpt-9"/,
  ],
  [
    'a model that always fails',
    1,
    () => ['logic.prompt.md', '--base-url', failing.url, '--task-model', 'demo'],
    /fail|limit|reached/,
  ],
]

for (const [what, status, args, says] of refused)
  test(`${what} is said in one sentence, with exit status ${status}, and nothing is changed`, async () => {
    const finished = await gpo(folder, ['optimize', ...args(), '--write', '--json'], { A_KEY: 'wrong' })
    assert.match(finished.err, says)
    assert.equal(finished.status, status)
    assert.equal(finished.out, '')
    assert.equal(finished.err.split('\n').filter(line => line.startsWith('gpo: ')).length, 1)
    assert.doesNotMatch(finished.err, /\n\s+at /, 'a stack trace')
    for (const [name, text] of Object.entries(files)) assert.equal(await readFile(join(folder, name), 'utf8'), text)
    const left = (await readdir(folder)).filter(name => !(name in files) && name !== 'splits' && name !== '.gpo')
    assert.deepEqual(left, [])
  })

test('a file in the way of the record is said in one sentence, before anything is asked', async t => {
  const at = await mkdtemp(join(tmpdir(), 'gpo-errors-'))
  t.after(() => rm(at, { recursive: true }))
  for (const name of ['logic.prompt.md', 'logic.eval.jsonl']) await writeFile(join(at, name), files[name] ?? '')
  for (const [folder, file] of [
    ['.', '.gpo'],
    ['.gpo', '.gpo/answers'],
    ['.gpo', '.gpo/runs'],
  ] as const) {
    await mkdir(join(at, folder), { recursive: true })
    await writeFile(join(at, file), '')
    const { err, status } = await gpo(at, ['optimize', 'logic.prompt.md', ...byDemo])
    assert.deepEqual([status, err.match(/^gpo: .*$/gm)?.length], [1, 1], err)
    assert.match(err, /not a file that GPO keeps for itself: it is no folder/)
    await rm(join(at, '.gpo'), { recursive: true })
  }
})

test('a port that is taken is said in one sentence', async () => {
  const { err, status } = await gpo(folder, ['demo-server', '--port', String(demo.port)])
  assert.deepEqual([status, err.trim().split('\n').length], [1, 1], err)
  assert.match(err, /EADDRINUSE/)
})

test('a reader that has seen enough of a document ends nothing with a stack trace', async () => {
  const run = start(folder, ['eval', 'logic.prompt.md', ...byDemo, '--json'])
  run.child.stdout?.destroy()
  const { err, status } = await run.finished
  assert.equal(status, 0, err)
  assert.doesNotMatch(err, /EPIPE/)
})
