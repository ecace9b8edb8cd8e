import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { logicCases } from '../run/logic.ts'
import { gpo } from './gpo.ts'

const kept = (index: number): string => `Way ${index}. Work it out: {{input}}`
const lost = (index: number): string => `Way ${index}, without the case.`

test('of twelve candidates, the three that lost a placeholder are never asked about, and each is shown with the reason', async t => {
  const asked: string[] = []
  let written = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { messages, n = 1 } = JSON.parse(Buffer.concat(chunks).toString())
      const content: string = messages.at(-1).content
      const isProposing = content.includes('Write a better instruction')
      if (!isProposing) asked.push(content)
      const propose = (number: number): string => (number < 3 ? lost(number) : kept(number))
      const texts = Array.from({ length: n }, () => (isProposing ? propose(written++) : 'True'))
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          choices: texts.map((text, index) => ({
            index,
            finish_reason: 'stop',
            message: { role: 'assistant', content: text },
          })),
          usage: { prompt_tokens: 10, completion_tokens: 10 },
        }),
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const folder = await mkdtemp(join(tmpdir(), 'gpo-placeholders-'))
  t.after(async () => {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  })
  await writeFile(join(folder, 'logic.prompt.md'), 'Think about {{input}}\n')
  await writeFile(join(folder, 'logic.eval.jsonl'), logicCases(40))

  const { port } = server.address() as AddressInfo
  const args = [
    '--base-url',
    `http://127.0.0.1:${port}/v1`,
    '--task-model',
    'm',
    '--candidates',
    '12',
    '--steps',
    '1',
    '--json',
  ]
  const { out, err } = await gpo(folder, ['optimize', 'logic.prompt.md', ...args])

  const [step] = JSON.parse(out).steps
  const rejected = step.candidates.filter((candidate: { status: string }) => candidate.status === 'rejected')
  assert.deepEqual(
    rejected.map(({ text, problem }: { text: string; problem: { code: string; token: string } }) => [
      text,
      problem.code,
      problem.token,
    ]),
    [0, 1, 2].map(index => [lost(index), 'placeholder-lost', '{{input}}']),
  )
  assert.equal(step.candidates.length, 12)
  assert.ok(asked.length > 0)
  assert.ok(asked.every(content => !content.includes('without the case')))
  assert.match(err, /3 rejected/)
})
