import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { after, before } from 'node:test'
import { gpo } from './gpo.ts'

/** Answers yes to everything, but what asks for it is stopped by its content filter. */
const server = createServer(async (request, response) => {
  const isRefused = (await text(request)).includes('filtered')
  response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(isRefused ? { error: { code: 'content_filter', message: 'No.' } } : yes))
})
const yes = {
  choices: [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1 },
}

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gpo-min-score-'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
after(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const wanting = ['--min-score', '0.5']
for (const [refused, options, status, said] of [
  [2, wanting, 0, /2 not answered/],
  [3, wanting, 1, /^gpo: 3 of 20 cases were not answered, so the score says too little/m],
  [3, [...wanting, '--json'], 1, /^gpo: 3 of 20 cases were not answered/m],
  [3, [], 0, /3 not answered/],
] as const)
  test(`with ${refused} of 20 cases not answered gpo eval ${options.join(' ')} exits ${status}`, async () => {
    await writeFile(join(folder, 'ask.prompt.md'), 'Answer yes or no.\n')
    const rows = Array.from({ length: 20 }, (_, row) => ({
      input: `${row < refused ? 'filtered' : 'plain'} ${row}`,
      expected: 'yes',
    }))
    await writeFile(join(folder, 'ask.eval.jsonl'), rows.map(row => `${JSON.stringify(row)}\n`).join(''))
    const { port } = server.address() as AddressInfo
    const endpoint = ['--base-url', `http://127.0.0.1:${port}/v1`, '--task-model', 'm']
    const { out, err, ...finished } = await gpo(folder, ['eval', 'ask.prompt.md', ...endpoint, ...options])
    assert.match(out + err, said)
    assert.equal(finished.status, status)
    if (status === 1) assert.equal(err.split('\n').filter(line => line.startsWith('gpo: ')).length, 1)
    if (options.length === 3) assert.equal(JSON.parse(out).score, 1)
  })
