import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { commandChat } from '../../../../src/models/command/commandChat.ts'
import { readDeeds, writeDeeds } from '../../../../src/models/command/deeds.ts'
import { placeFiles } from '../../../../src/models/command/placeFiles.ts'

const messages = [
  { role: 'system', content: 'Say it.' },
  { role: 'user', content: 'what' },
] as const

/** Asks a runner that is a script of Node, which has the document as `asked`. */
function ask(script: string, { seconds = 20, signal = new AbortController().signal } = {}) {
  const code = `const asked = JSON.parse(require('fs').readFileSync(0, 'utf8')); const fs = require('fs'); ${script}`
  const command = [process.execPath, '-e', code]
  const chat = commandChat({ kind: 'command', id: 'runner:node', command, seconds })
  return chat({ messages, temperature: 0, maxTokens: 100, n: 1 }, signal)
}

const say = (document: string): string => `console.log(JSON.stringify(${document}))`

test('a runner is told the prompt, the input and a fresh folder in which it runs, and its answer is read', async () => {
  const reply = await ask(
    `fs.mkdirSync('out'); fs.writeFileSync('out/a.txt', asked.input); fs.symlinkSync('/etc/hostname', 'link');
    ${say(`{ output: asked.prompt, tools: [{ name: 'write', arguments: { path: 'out/a.txt' } }], skills: ['release'],
      files: { 'made-up.txt': 'x' }, tokens: { input: 7, output: 3 } }`)}`,
  )
  assert.ok(reply.ok)
  assert.deepEqual(reply.value.tokens, { inputTokens: 7, outputTokens: 3 })
  assert.deepEqual(readDeeds(reply.value.texts[0] ?? ''), {
    output: 'Say it.',
    deeds: {
      tools: [{ name: 'write', arguments: '{"path":"out/a.txt"}' }],
      skills: ['release'],
      files: { 'out/a.txt': 'what' },
      transcript: '',
    },
  })
})

test('the folder is gone afterwards', async () => {
  const reply = await ask(say('{ output: process.cwd() }'))
  assert.ok(reply.ok)
  assert.equal(existsSync(readDeeds(reply.value.texts[0] ?? '').output), false)
  assert.deepEqual(
    readdirSync(tmpdir()).filter(name => name.startsWith('gpo-agent-') && existsSync(name)),
    [],
  )
})

for (const [what, script, code, seconds] of [
  ['that crashes', 'console.error("no key"); process.exit(3)', 'runner-failed', 20],
  ['that is killed', 'process.kill(process.pid, "SIGKILL")', 'runner-failed', 20],
  ['that hangs', 'setInterval(() => {}, 1000)', 'runner-late', 1],
  ['that prints prose', 'console.log("here you are")', 'runner-unreadable', 20],
  ['that leaves out its output', say('{ text: "x" }'), 'runner-unreadable', 20],
  [
    'that never stops writing',
    'const b = Buffer.alloc(1 << 20, 97); const w = () => { while (process.stdout.write(b)); process.stdout.once("drain", w) }; w()',
    'runner-loud',
    20,
  ],
] as const)
  test(`a runner ${what} is no answer: ${code}`, async () => {
    const started = Date.now()
    const reply = await ask(script, { seconds })
    assert.ok(!reply.ok)
    assert.equal(reply.problem.code, code)
    assert.ok(Date.now() - started < 15_000)
  })

test('a program that is not there cannot be started', async () => {
  const chat = commandChat({ kind: 'command', id: 'runner:x', command: ['/no/such/program'], seconds: 5 })
  const reply = await chat({ messages, temperature: 0, maxTokens: 1, n: 1 }, new AbortController().signal)
  assert.equal(!reply.ok && reply.problem.code, 'runner-missing')
})

/** A script that starts a child which would go on for a minute, and tells its number on standard error's file. */
const withChild = `const { spawn } = require('child_process');
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' });`

test('what a runner leaves running is ended with it, and not waited for', async () => {
  const reply = await ask(`${withChild} ${say('{ output: String(child.pid) }')}; process.exit(0)`)
  assert.ok(reply.ok)
  await ended(Number(readDeeds(reply.value.texts[0] ?? '').output))
})

test('a cancelled runner is ended at once', async () => {
  const cancelling = new AbortController()
  setTimeout(() => cancelling.abort(), 500)
  const started = Date.now()
  const reply = await ask(`${withChild} setInterval(() => {}, 1000)`, { signal: cancelling.signal })
  assert.equal(!reply.ok && reply.problem.code, 'cancelled')
  assert.ok(Date.now() - started < 10_000)
})

test('whatever an agent did is read back as it was written', () => {
  const text = fc.string()
  fc.assert(
    fc.property(
      text,
      fc.array(fc.record({ name: text, arguments: text })),
      fc.array(text),
      fc.dictionary(
        text.filter(key => key !== '__proto__'),
        text,
      ),
      text,
      (output, tools, skills, files, transcript) => {
        const read = readDeeds(writeDeeds(output, { tools, skills, files, transcript }))
        const meant = { output, deeds: { tools, skills, files, transcript } }
        assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(meant)))
      },
    ),
  )
})

for (const text of ['', 'prose', '[1]', '7', '{"output": 3, "tools": "x", "files": [1]}'])
  test(`${JSON.stringify(text)} names no deeds`, () => {
    const { deeds } = readDeeds(text)
    assert.deepEqual([deeds.tools, deeds.skills, Object.keys(deeds.files).length > 1], [[], [], false])
  })

/** Waits until a process is gone. */
async function ended(pid: number): Promise<void> {
  for (let left = 50; left > 0; left--) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await delay(100)
  }
  assert.fail(`the process ${pid} is still there`)
}

for (const path of ['.claude/settings.json', 'a/.mcp.json', '.git', '../out', '/out'])
  test(`a case's file is not laid at ${path} of an agent's folder, whatever a record says`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'gpo-placed-'))
    const from = join(folder, 'from')
    writeFileSync(from, 'x')
    const sha256 = createHash('sha256').update('x').digest('hex')
    const placed = placeFiles(join(folder, 'work'), [{ path, from, sha256 }])
    assert.ok(!placed.ok && placed.problem.code === 'case-file-changed')
    assert.deepEqual(readdirSync(folder), ['from'])
    rmSync(folder, { recursive: true })
  })
