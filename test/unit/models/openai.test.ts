import assert from 'node:assert/strict'
import test from 'node:test'
import { namingNearest } from '../../../src/models/openai/nearestModels.ts'
import { listModels, openaiChat, openaiEmbedding } from '../../../src/models/openai/openai.ts'
import { retryAfterMs } from '../../../src/models/openai/openaiFailure.ts'
import { chatOf, errorBody, type Fault, faultServer, reply } from './faults.ts'
import { never } from './wired.ts'

const key = 'sk-secret-key-of-the-user'
/** A choice that ended when its tokens were used up. */
const cut = (content: string | null) => ({ finish_reason: 'length', message: { role: 'assistant', content } })
const at = (baseUrl: string) => ({ provider: 'local', model: 'small', baseUrl })

const failures: readonly (readonly [string, Fault, string])[] = [
  ['a wrong key', { status: 401, body: errorBody(`Incorrect API key provided: ${key}`) }, 'wrong-key'],
  ['a key without the right', { status: 403, body: errorBody(`Not for ${key}`) }, 'forbidden'],
  ['an exhausted quota', { status: 429, body: errorBody('Pay first', { code: 'insufficient_quota' }) }, 'quota-used'],
  [
    'a model that is not there',
    { status: 404, body: errorBody('The model `small` does not exist') },
    'model-not-found',
  ],
  ['a path that is not there', { status: 404, body: 'Not Found' }, 'unreachable'],
  ['too many requests', { status: 429, body: errorBody(`Slow down, ${key}`) }, 'rate-limited'],
  ['a bad request', { status: 400, body: errorBody(`Context too long for ${key}`) }, 'bad-request'],
  ['an unprocessable request', { status: 422, body: { detail: 'no' } }, 'bad-request'],
  ['a broken server', { status: 500, body: `<html>${key}</html>` }, 'server-error'],
  ['an overloaded server', { status: 529, body: '' }, 'server-error'],
  ['a page in place of JSON', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }, 'bad-reply'],
  ['broken JSON', { body: `{"choices": [${key}` }, 'bad-reply'],
  ['an empty body', { body: '' }, 'bad-reply'],
  ['a reply without choices', { body: { choices: [] } }, 'bad-reply'],
  ['choices without messages', { body: { choices: [{}] } }, 'bad-reply'],
  ['an error with status 200', { body: errorBody('upstream is down', { code: 502 }) }, 'server-error'],
  ['an error with status 200 and no code', { body: { error: `what, ${key}?` } }, 'bad-reply'],
  ['a filtered prompt', { status: 400, body: errorBody('policy', { code: 'content_filter' }) }, 'refused-by-filter'],
  ['a filtered answer', { body: { choices: [{ finish_reason: 'content_filter', message: {} }] } }, 'refused-by-filter'],
  [
    'an answer that was only the call of a tool',
    { body: { choices: [{ message: { content: null, tool_calls: [{ function: { name: 'search' } }] } }] } },
    'only-tool-call',
  ],
  ['an answer that was all reasoning', { body: { choices: [cut('')] } }, 'answer-cut'],
  ['an answer that was all reasoning, without content', { body: { choices: [cut(null)] } }, 'answer-cut'],
  ['a socket closed before the headers', { drop: 'headers' }, 'unreachable'],
  ['a socket closed within the body', { ...reply(['x']), drop: 'body' }, 'unreachable'],
  ['a server that is too slow', { delayMs: 1000 }, 'timed-out'],
]

for (const [name, fault, code] of failures)
  test(`${name} is ${code}, and the key is not told`, async t => {
    const server = await faultServer(t, [fault])
    const outcome = await openaiChat(at(server.baseUrl), key, { timeoutMs: code === 'timed-out' ? 200 : 10_000 })(
      chatOf('hello'),
      never,
    )
    assert.ok(!outcome.ok)
    assert.equal(outcome.problem.code, code)
    assert.equal(server.received.length, 1)
    assert.ok(!JSON.stringify(outcome.problem).includes(key))
  })

test('a port nobody listens on is unreachable, with the reason', async () => {
  const outcome = await openaiChat(at('http://127.0.0.1:1/v1'), key)(chatOf('hello'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'unreachable')
  assert.equal(outcome.problem.endpoint, 'http://127.0.0.1:1/v1')
  assert.match(outcome.problem.detail, /ECONNREFUSED|bad port/)
})

for (const baseUrl of ['', 'localhost:8080', 'ftp://127.0.0.1', `http://me:${key}@127.0.0.1/v1`])
  test(`the base URL "${baseUrl.replace(key, '…')}" is refused without a request, for good`, async () => {
    const fetch = () => assert.fail('a request was sent')
    const outcome = await openaiChat(at(baseUrl), key, { fetch })(chatOf('hello'), never)
    assert.ok(!outcome.ok && outcome.problem.code === 'unreachable' && outcome.retryAfterMs === Infinity)
    assert.ok(!JSON.stringify(outcome.problem).includes(key))
  })

test('a key that no header can carry is a wrong key, and is not told', async () => {
  const outcome = await openaiChat(at('http://127.0.0.1:1/v1'), 'sk-ключ')(chatOf('hello'), never)
  assert.deepEqual(outcome, {
    ok: false,
    problem: { code: 'wrong-key', endpoint: 'http://127.0.0.1:1/v1' },
    retryAfterMs: Infinity,
  })
})

test('without a key no authorization is sent, and a 401 asks for one', async t => {
  const server = await faultServer(t, [reply(['hi']), { status: 401 }])
  const chat = openaiChat({ ...at(server.baseUrl), provider: 'my-lab' }, undefined)
  assert.ok((await chat(chatOf('hello'), never)).ok)
  assert.equal(server.received[0]?.headers.authorization, undefined)
  const outcome = await chat(chatOf('hello'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'no-key')
})

test('nothing from the environment reaches an endpoint', async t => {
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  Object.assign(process.env, {
    OPENAI_API_KEY: 'leak-key',
    OPENAI_ADMIN_KEY: 'leak-admin',
    OPENAI_ORG_ID: 'leak-org',
    OPENAI_PROJECT_ID: 'leak-project',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/leak',
    OPENAI_CUSTOM_HEADERS: 'authorization: leak-custom\nx-custom: leak-custom',
    OPENAI_LOG: 'debug',
  })
  const logged = t.mock.method(console, 'debug', () => {})
  const server = await faultServer(t, [reply(['hi']), reply(['hi']), { body: { data: [] } }])
  assert.ok((await openaiChat(at(server.baseUrl), undefined)(chatOf('hello'), never)).ok)
  assert.ok((await openaiChat(at(server.baseUrl), key)(chatOf('hello'), never)).ok)
  assert.ok((await listModels(server.baseUrl, key, never)).ok)
  assert.ok(!JSON.stringify(server.received).includes('leak'))
  const names = new Set(server.received.flatMap(({ headers }) => Object.keys(headers)))
  for (const name of names) assert.ok(!/^(x-|openai)/.test(name), `${name} was sent`)
  assert.deepEqual(
    server.received.map(({ headers }) => headers.authorization),
    [undefined, `Bearer ${key}`, `Bearer ${key}`],
  )
  assert.equal(logged.mock.callCount(), 0)
})

test('a request says what was asked for, and n only where more than one answer is wanted', async t => {
  const server = await faultServer(t, [reply(['a']), reply(['a', 'b', 'c'])])
  const chat = openaiChat(at(server.baseUrl), key)
  await chat(chatOf('hello', { seed: 5, repeat: 2 }), never)
  const outcome = await chat(chatOf('hello', { n: 2, temperature: 1 }), never)
  assert.deepEqual(
    server.received.map(({ body }) => body),
    [
      { model: 'small', messages: [{ role: 'user', content: 'hello' }], max_tokens: 50, temperature: 0, seed: 5 },
      { model: 'small', messages: [{ role: 'user', content: 'hello' }], max_tokens: 50, temperature: 1, n: 2 },
    ],
  )
  assert.deepEqual(outcome, { ok: true, value: { texts: ['a', 'b'], tokens: { inputTokens: 7, outputTokens: 3 } } })
})

const messages: readonly (readonly [string, object, string])[] = [
  [
    'pieces are joined',
    {
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    'ab',
  ],
  ['a refusal is the answer', { content: null, refusal: 'I will not' }, 'I will not'],
  ['no content is an empty answer', { content: null }, ''],
]
for (const [name, message, text] of messages)
  test(`in a reply, ${name}`, async t => {
    const server = await faultServer(t, [{ body: { choices: [{ message }] } }])
    const outcome = await openaiChat(at(server.baseUrl), key)(chatOf('hello'), never)
    assert.ok(outcome.ok)
    assert.deepEqual(outcome.value.texts, [text])
  })

test('where an endpoint does not count, bytes do, and never more than was allowed', async t => {
  const server = await faultServer(t, [reply(['naïve'], null), reply(['x'.repeat(500)], null)])
  const chat = openaiChat(at(server.baseUrl), key)
  const short = await chat(chatOf('ÄÖ'), never)
  assert.ok(short.ok)
  assert.deepEqual(short.value.tokens, { inputTokens: 12, outputTokens: 6 })
  const long = await chat(chatOf('ÄÖ'), never)
  assert.ok(long.ok)
  assert.deepEqual(long.value.tokens, { inputTokens: 12, outputTokens: 50 })
})

test('fields that an endpoint rejects are replaced or left out from then on', async t => {
  const rejections: Record<string, object> = {
    max_tokens: errorBody("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {
      param: 'max_tokens',
      code: 'unsupported_parameter',
    }),
    temperature: errorBody("Unsupported value: 'temperature' does not support 0 with this model.", {
      param: 'temperature',
      code: 'unsupported_value',
    }),
    n: errorBody("'n' : number must be at most 1"),
    seed: { detail: [{ loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] },
  }
  const server = await faultServer(t, ({ body }) => {
    const wrong = Object.keys(rejections).find(name => name in body)
    return wrong === undefined ? reply(['a']) : { status: wrong === 'seed' ? 422 : 400, body: rejections[wrong] }
  })
  const chat = openaiChat(at(server.baseUrl), key)
  const request = chatOf('hello', { n: 4, seed: 3 })
  for (let rejected = 0; rejected < 4; rejected += 1) {
    const outcome = await chat(request, never)
    assert.ok(!outcome.ok && outcome.problem.code === 'bad-request' && outcome.retryAfterMs === 0)
  }
  assert.ok((await chat(request, never)).ok)
  assert.ok((await chat(request, never)).ok)
  assert.deepEqual(Object.keys(server.received.at(-1)?.body ?? {}).sort(), [
    'max_completion_tokens',
    'messages',
    'model',
  ])
})

test('a rejection of a value that is merely too large changes nothing', async t => {
  const server = await faultServer(t, () => ({
    status: 400,
    body: errorBody('max_tokens is too large: 50.', { param: 'max_tokens' }),
  }))
  const outcome = await openaiChat(at(server.baseUrl), key)(chatOf('hello'), never)
  assert.ok(!outcome.ok && outcome.retryAfterMs === undefined)
})

test('vectors come back in the order of their texts', async t => {
  const body = {
    data: [
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ],
    usage: { prompt_tokens: 4 },
  }
  const server = await faultServer(t, [{ body }, { body: { data: [] } }])
  const embed = openaiEmbedding(at(server.baseUrl), key)
  assert.deepEqual(await embed(['a', 'b'], never), {
    ok: true,
    value: {
      vectors: [
        [1, 0],
        [0, 1],
      ],
      tokens: { inputTokens: 4, outputTokens: 0 },
    },
  })
  const lacking = await embed(['a', 'b'], never)
  assert.ok(!lacking.ok && lacking.problem.code === 'bad-reply')
})

test('a model that is not there is told with those of similar names, for which the endpoint is asked once', async t => {
  const missing = { status: 404, body: { error: 'model "small" not found, try pulling it first' } }
  const models = { body: { data: ['large', 'tiny', 'small-2'].map(id => ({ id })) } }
  const server = await faultServer(t, [missing, models, missing])
  const chat = namingNearest(openaiChat(at(server.baseUrl), key), at(server.baseUrl), key)
  for (const _ of [1, 2]) {
    const outcome = await chat(chatOf('hello'), never)
    assert.ok(!outcome.ok && outcome.problem.code === 'model-not-found')
    assert.deepEqual(outcome.problem.known, ['small-2', 'large', 'tiny'])
  }
  assert.equal(server.received.length, 3)
})

test('an address without its /v1 is told as such, and what an endpoint says as a text is told as it says it', async t => {
  const server = await faultServer(t, [
    { status: 404, body: '<html>404 page not found</html>' },
    { status: 500, body: { error: 'the runner was killed' } },
  ])
  const chat = openaiChat(at(server.baseUrl), key)
  const away = await chat(chatOf('hello'), never)
  assert.ok(!away.ok && away.problem.code === 'unreachable' && away.problem.fault === 'path')
  assert.equal(away.problem.detail, 'status 404')
  const broken = await chat(chatOf('hello'), never)
  assert.ok(!broken.ok && broken.problem.code === 'server-error')
  assert.equal(broken.problem.detail, 'the runner was killed')
})

test('https to a server that speaks http is told as such', async t => {
  const server = await faultServer(t, [reply(['hi'])])
  const outcome = await openaiChat(at(server.baseUrl.replace('http:', 'https:')), key)(chatOf('hello'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'unreachable' && outcome.problem.fault === 'https')
})

test('the models of an endpoint are listed, sorted', async t => {
  const server = await faultServer(t, [{ body: { data: [{ id: 'b' }, { id: 'a' }, {}] } }, { status: 404 }])
  assert.deepEqual(await listModels(server.baseUrl, key, never), { ok: true, value: ['a', 'b'] })
  const missing = await listModels(server.baseUrl, key, never)
  assert.ok(!missing.ok && missing.problem.code === 'unreachable')
})

const now = Date.parse('2026-01-01T00:00:00Z')
const waits: readonly (readonly [string, string, number | undefined])[] = [
  ['retry-after', '7', 7000],
  ['retry-after', '0.5', 500],
  ['retry-after', 'Thu, 01 Jan 2026 00:00:09 GMT', 9000],
  ['retry-after', 'Wed, 31 Dec 2025 23:59:59 GMT', 0],
  ['retry-after', 'soon', undefined],
  ['retry-after-ms', '250', 250],
  ['x', '1', undefined],
]
for (const [name, value, expected] of waits)
  test(`the header ${name}: ${value} asks for ${expected} ms`, () =>
    assert.equal(retryAfterMs(new Headers({ [name]: value }), now), expected))

test('of several answers, those that were all reasoning are left out, and one that was cut within its words is kept', async t => {
  const server = await faultServer(t, [{ body: { choices: [cut(''), cut('Half an'), cut(null)] } }])
  const outcome = await openaiChat(at(server.baseUrl), key)(chatOf('hello', { n: 3 }), never)
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.texts, ['Half an'])
})
