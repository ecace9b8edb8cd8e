import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gpo } from '../unit/cli/gpo.ts'
import { echo, listening } from './endpoint.ts'
import { canary, keptIn } from './home.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gpo-children-')))
const endpoint = await listening()
after(() => {
  endpoint.server.closeAllConnections()
  endpoint.server.close()
  rmSync(root, { recursive: true, force: true })
})

/** Notes how each child process is started: its program, arguments and environment. */
const spy = join(root, 'spy.cjs')
const noted = join(root, 'children.jsonl')
writeFileSync(
  spy,
  `const { ChildProcess } = require('node:child_process')
const { appendFileSync } = require('node:fs')
const spawn = ChildProcess.prototype.spawn
ChildProcess.prototype.spawn = function (options) {
  const env = options.envPairs.filter(pair => !pair.startsWith('NODE_OPTIONS='))
  appendFileSync(${JSON.stringify(noted)}, JSON.stringify({ file: options.file, args: options.args, env }) + '\\n')
  return spawn.call(this, options)
}
`,
)

interface Child {
  readonly file: string
  readonly args: readonly string[]
  readonly env: readonly string[]
}

const key = `sk-${canary}-and-as-long-as-keys-are`

/** Types a command with the key in the environment; what it said, and the children that it started. */
async function typed(folder: string, args: readonly string[]) {
  writeFileSync(noted, '')
  const { out, err } = await gpo(folder, args, {
    NODE_OPTIONS: `--require ${spy}`,
    HOME: root,
    CANARY_KEY: key,
    OPENAI_API_KEY: key,
  })
  const lines = readFileSync(noted, 'utf8').split('\n').filter(Boolean)
  return { said: out + err, children: lines.map((line): Child => JSON.parse(line)) }
}

function workspace(name: string): string {
  const folder = join(root, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'b.prompt.md'), 'Say {{input}}')
  const test = { vars: { input: 'x' }, assert: [{ type: 'javascript', value: 'output.length > 0' }] }
  writeFileSync(join(folder, 'promptfooconfig.yaml'), JSON.stringify({ prompts: ['b.prompt.md'], tests: [test] }))
  return folder
}

const model = (url: string) => ['--task-model', 'm', '--base-url', url, '--api-key-env', 'CANARY_KEY']

test('the process of a check is started without the key, in its arguments and its environment', async () => {
  const folder = workspace('checked')
  const { said, children } = await typed(folder, [
    'eval',
    'b.prompt.md',
    '--allow-code',
    '--json',
    ...model(endpoint.url),
  ])
  assert.ok(
    endpoint.heard.some(({ key: sent }) => sent === `Bearer ${key}`),
    said,
  )
  assert.equal(children.length, 1, said)
  assert.ok(!JSON.stringify(children).includes(canary))
  assert.ok(!said.includes(canary) && !keptIn(folder, canary))
})

test('a runner is started without the key among its arguments, and has of the environment what the user has', async () => {
  const folder = workspace('ran')
  const runner = JSON.stringify([process.execPath, '-e', 'console.log(JSON.stringify({ output: "x" }))'])
  writeFileSync(join(folder, 'a.eval.jsonl'), '{"input":"x","expected":"x"}\n')
  const { said, children } = await typed(folder, [
    'eval',
    'b.prompt.md',
    '--eval-set',
    'a.eval.jsonl',
    '--runner',
    runner,
  ])
  assert.equal(children.length, 1, said)
  assert.ok(!JSON.stringify(children.map(({ args }) => args)).includes(canary))
  assert.ok(children[0]?.env.includes(`CANARY_KEY=${key}`))
  assert.ok(!said.includes(canary) && !keptIn(folder, canary))
})

test('git is started without the key, in its arguments and its environment', async () => {
  const folder = join(root, 'skills')
  mkdirSync(join(folder, 'a/evals'), { recursive: true })
  writeFileSync(join(folder, 'a/SKILL.md'), '---\nname: a\ndescription: Adds numbers.\n---\nAdd.\n')
  writeFileSync(join(folder, 'a/evals/eval_queries.json'), '[{"query":"What is 1 + 1?","should_trigger":true}]')
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org']
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'x'],
  ])
    execFileSync('git', ['-C', folder, ...who, ...args])
  const { said, children } = await typed(folder, ['route', '.', '--compare', 'HEAD', ...model(endpoint.url)])
  assert.ok(
    children.some(({ file }) => file === 'git'),
    said,
  )
  assert.ok(!JSON.stringify(children).includes(canary))
  assert.ok(!said.includes(canary) && !keptIn(join(folder, '.gpo'), canary))
})

for (const json of [[], ['--json']])
  test(`a key that the endpoint repeats is printed and kept nowhere${json.length > 0 ? ', as JSON neither' : ''}`, async () => {
    const folder = workspace(`echoed${json.length}`)
    writeFileSync(join(folder, 'a.eval.jsonl'), '{"input":"x","expected":"x"}\n')
    const url = `${new URL(endpoint.url).origin}/${echo}/v1`
    const { said } = await typed(folder, ['eval', 'b.prompt.md', '--eval-set', 'a.eval.jsonl', ...json, ...model(url)])
    assert.match(said, /\*\*\*/)
    assert.ok(!said.includes(canary) && !keptIn(folder, canary))
  })
