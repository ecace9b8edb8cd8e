import assert from 'node:assert/strict'
import test from 'node:test'
import OpenAI from 'openai'
import { demoChat, demoEmbedding } from '../../../../src/models/demo/demoModel.ts'
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../../src/models/demo/serving/server.ts'
import type { Message } from '../../../../src/models/model.ts'

const signal = new AbortController().signal
const messages: readonly Message[] = [
  { role: 'system', content: "Let's think step by step." },
  { role: 'user', content: 'I have a dog, two plums, and three cats. How many animals do I have?' },
]

async function withServer(
  options: Partial<DemoServerOptions>,
  use: (server: DemoServer) => Promise<void>,
): Promise<void> {
  const server = await startDemoServer({ port: 0, seed: 5, latencyMs: 0, failRate: 0, ...options })
  try {
    await use(server)
  } finally {
    await server.close()
  }
}

const post = (
  server: DemoServer,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
  })

const client = (server: DemoServer): OpenAI => new OpenAI({ baseURL: server.url, apiKey: 'any', maxRetries: 0 })

test('over HTTP the answers and tokens are those of the model in process', () =>
  withServer({}, async server => {
    for (const temperature of [0, 1]) {
      const reply = await client(server).chat.completions.create({
        model: 'demo',
        messages: [...messages],
        temperature,
        n: 3,
        max_tokens: 200,
        seed: 7,
      })
      const own = await demoChat(5).chat({ messages, temperature, n: 3, maxTokens: 200, seed: 7 }, signal)
      assert.ok(own.ok)
      assert.deepEqual(
        reply.choices.map(({ message }) => message.content),
        own.value.texts,
      )
      assert.equal(reply.usage?.prompt_tokens, own.value.tokens.inputTokens)
      assert.equal(reply.usage?.completion_tokens, own.value.tokens.outputTokens)
    }
  }))

test('a stream carries the same text, and ends with its tokens', () =>
  withServer({}, async server => {
    const own = await demoChat(5).chat({ messages, temperature: 0, n: 1, maxTokens: 4096 }, signal)
    assert.ok(own.ok)
    const stream = await client(server).chat.completions.create({
      model: 'demo',
      messages: [...messages],
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    })
    let text = ''
    let tokens: number | undefined
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? ''
      tokens = chunk.usage?.completion_tokens ?? tokens
    }
    assert.equal(text, own.value.texts[0])
    assert.equal(tokens, own.value.tokens.outputTokens)
    assert.equal(server.counts().answered.chat, 1)
  }))

test('embeddings are the same in process, as numbers and in base64', () =>
  withServer({}, async server => {
    const own = await demoEmbedding().embed(['one text', 'another'], signal)
    assert.ok(own.ok)
    for (const format of ['float', 'base64', undefined] as const) {
      const reply = await client(server).embeddings.create({
        model: 'demo-embedding',
        input: ['one text', 'another'],
        ...(format === undefined ? {} : { encoding_format: format }),
      })
      if (format === 'base64') continue
      for (const [index, { embedding }] of reply.data.entries())
        for (const [place, value] of embedding.entries())
          assert.ok(Math.abs(value - (own.value.vectors[index]?.[place] ?? 9)) < 1e-6)
    }
    assert.equal(server.counts().answered.embeddings, 3)
  }))

test('requests, tokens and repeated bodies are counted', () =>
  withServer({}, async server => {
    const body = { model: 'demo', messages, temperature: 0 }
    for (const one of [body, body, { ...body, temperature: 1 }])
      await (await post(server, '/chat/completions', one)).text()
    await (await post(server, '/chat/completions', 'not json')).text()
    const counts = await (await fetch(`${server.url}/counts`)).json()
    assert.deepEqual(counts, server.counts())
    const { received, answered, failed, repeated, inputTokens } = server.counts()
    assert.deepEqual(
      { received, answered, failed, repeated },
      {
        received: { chat: 4, embeddings: 0 },
        answered: { chat: 3, embeddings: 0 },
        failed: 1,
        repeated: 1,
      },
    )
    assert.equal(inputTokens, 3 * (7 + 20))
  }))

const refusals = [
  ['a body that is no JSON', '/chat/completions', '{', 400, 'body'],
  ['no messages', '/chat/completions', { model: 'demo', messages: [] }, 400, 'messages'],
  [
    'a message of an unknown role',
    '/chat/completions',
    { model: 'demo', messages: [{ role: 'x', content: '' }] },
    400,
    'messages',
  ],
  ['a temperature of 3', '/chat/completions', { model: 'demo', messages, temperature: 3 }, 400, 'temperature'],
  ['n of 0', '/chat/completions', { model: 'demo', messages, n: 0 }, 400, 'n'],
  ['an unknown model', '/chat/completions', { model: 'gpt', messages }, 404, 'model'],
  ['an embedding of a number', '/embeddings', { model: 'demo-embedding', input: 3 }, 400, 'input'],
  ['an unknown path', '/completions', {}, 404, null],
] as const

for (const [what, path, body, status, param] of refusals)
  test(`${what} is refused with ${status}`, () =>
    withServer({}, async server => {
      const response = await post(server, path, body)
      assert.equal(response.status, status)
      const { error } = JSON.parse(await response.text())
      assert.equal(error.param, param)
      assert.equal(error.type, 'invalid_request_error')
      assert.notEqual(error.message, '')
    }))

test('the key "wrong" is refused with 401', () =>
  withServer({}, async server => {
    const response = await post(
      server,
      '/chat/completions',
      { model: 'demo', messages },
      { authorization: 'Bearer wrong' },
    )
    assert.equal(response.status, 401)
  }))

test('a body above 8 MB is refused with 413', () =>
  withServer({}, async server => {
    const response = await post(server, '/chat/completions', 'x'.repeat(8 * 2 ** 20 + 1))
    assert.equal(response.status, 413)
    assert.equal(server.counts().answered.chat, 0)
  }))

test('a request whose client went away is received but not answered', () =>
  withServer({ latencyMs: 200 }, async server => {
    const gone = AbortSignal.timeout(50)
    const asked = fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'demo', messages }),
      signal: gone,
    })
    await assert.rejects(asked)
    await new Promise(resolve => setTimeout(resolve, 300))
    const { received, answered } = server.counts()
    assert.deepEqual([received.chat, answered.chat], [1, 0])
  }))

test('with a fail rate, seeded requests fail in three ways and the others are answered', () =>
  withServer({ failRate: 0.5 }, async server => {
    const seen = new Map<string, number>()
    for (let index = 0; index < 60; index++) {
      const outcome = await post(server, '/chat/completions', { model: 'demo', messages }).then(
        async response => {
          await response.text()
          if (response.status === 429) assert.equal(response.headers.get('retry-after'), '0')
          return String(response.status)
        },
        () => 'dropped',
      )
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
    }
    assert.deepEqual([...seen.keys()].sort(), ['200', '429', '500', 'dropped'])
    assert.equal(server.counts().answered.chat, seen.get('200'))
    assert.equal(server.counts().failed, 60 - (seen.get('200') ?? 0))
  }))

test('the models are listed', () =>
  withServer({}, async server => {
    const list = await client(server).models.list()
    assert.deepEqual(
      list.data.map(({ id }) => id),
      ['demo', 'demo-embedding'],
    )
  }))

test('a port that is taken is an error', () =>
  withServer({}, async server => {
    await assert.rejects(startDemoServer({ port: server.port, seed: 1, latencyMs: 0, failRate: 0 }), /EADDRINUSE/)
  }))
