import assert from 'node:assert/strict'
import test from 'node:test'
import { connect } from '../../../src/models/connect.ts'
import { lanes } from '../../../src/models/lanes/lanes.ts'
import { ledger } from '../../../src/models/layers/ledger.ts'
import { noUsage } from '../../../src/models/usage.ts'
import { chatOf, errorBody, faultServer, memoryStore, reply } from './faults.ts'
import { callsOf, never, specOf, tokensOf, wired } from './wired.ts'

const many = <T>(count: number, ask: (i: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => ask(i)))

test('every attempt is a call: failures, retries and answers, as the server counts them', async t => {
  const server = await faultServer(t, [
    { status: 500 },
    { status: 429, headers: { 'retry-after': '3' } },
    { body: 'garbage' },
    { drop: 'headers' },
    reply(['yes']),
    { status: 400, body: errorBody('no') },
  ])
  const wires = wired(server.baseUrl)
  assert.ok((await wires.task.chat(chatOf('a'), never)).ok)
  assert.ok(!(await wires.task.chat(chatOf('b'), never)).ok)
  assert.equal(server.received.length, 6)
  assert.equal(callsOf(wires), 6)
  assert.equal(wires.store.calls.length, 6)
  assert.equal(tokensOf(wires), server.tokens())
  assert.equal(wires.store.spent, server.tokens())
  assert.deepEqual(wires.slept, [250, 3000, 1000, 2000])
})

test('a pause longer than a minute is not waited for', async t => {
  const server = await faultServer(t, [{ status: 429, headers: { 'retry-after': '61' } }])
  const wires = wired(server.baseUrl)
  const outcome = await wires.task.chat(chatOf('a'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'rate-limited')
  assert.deepEqual(wires.slept, [])
  assert.equal(callsOf(wires), 1)
})

test('answers from the cache are free, failures are asked again', async t => {
  const server = await faultServer(t, [{ status: 400 }, reply(['yes'])])
  const wires = wired(server.baseUrl)
  assert.ok(!(await wires.task.chat(chatOf('a'), never)).ok)
  assert.ok((await wires.task.chat(chatOf('a'), never)).ok)
  const again = await wires.task.chat(chatOf('a'), never)
  assert.deepEqual(again, { ok: true, value: { texts: ['yes'], tokens: { inputTokens: 0, outputTokens: 0 } } })
  assert.equal(server.received.length, 2)
  assert.deepEqual(wires.ledger.usage().task, { calls: 2, cached: 1, inputTokens: 7, outputTokens: 3 })
})

test('equal requests at once are sent once; a repeat, another seed and another temperature are their own', async t => {
  const server = await faultServer(t, () => ({ ...reply(['yes']), delayMs: 20 }))
  const wires = wired(server.baseUrl)
  await many(10, () => wires.task.chat(chatOf('a'), never))
  assert.equal(server.received.length, 1)
  assert.equal(wires.ledger.usage().task.cached, 9)
  await wires.task.chat(chatOf('a', { repeat: 1 }), never)
  await wires.task.chat(chatOf('a', { seed: 1 }), never)
  await wires.task.chat(chatOf('a', { temperature: 1 }), never)
  assert.equal(server.received.length, 4)
  assert.equal(callsOf(wires), 4)
})

test('who leaves a shared request leaves alone; the request ends when the last one has left', async t => {
  const server = await faultServer(t, () => ({ ...reply(['yes']), delayMs: 50 }))
  const wires = wired(server.baseUrl)
  const [first, second] = [new AbortController(), new AbortController()]
  const one = wires.task.chat(chatOf('a'), first.signal)
  const two = wires.task.chat(chatOf('a'), second.signal)
  first.abort()
  assert.deepEqual(await one, { ok: false, problem: { code: 'cancelled' } })
  assert.ok((await two).ok)
  const alone = new AbortController()
  const three = wires.task.chat(chatOf('b'), alone.signal)
  while (server.received.length < 2) await new Promise(resolve => setTimeout(resolve, 2))
  alone.abort()
  assert.ok(!(await three).ok)
  assert.equal(wires.store.kept.size, 1)
  assert.ok((await wires.task.chat(chatOf('b'), never)).ok)
  assert.equal(server.received.length, 3)
  assert.equal(callsOf(wires), 3)
})

test('an endpoint that ignores n is asked for each answer alone, in parallel, and every request counts', async t => {
  const server = await faultServer(t, ({ body }) => ({ ...reply([`seed ${body.seed}`]), delayMs: 20 }))
  const wires = wired(server.baseUrl, { concurrency: 4 })
  const request = chatOf('write', { n: 5, seed: 9, temperature: 1 })
  const outcome = await wires.optimizer.chat(request, never)
  assert.ok(outcome.ok)
  assert.equal(new Set(outcome.value.texts).size, 5)
  assert.deepEqual(outcome.value.tokens, { inputTokens: 35, outputTokens: 15 })
  assert.deepEqual(
    server.received.map(({ body }) => body.n),
    [5, undefined, undefined, undefined, undefined],
  )
  assert.ok((await wires.optimizer.chat(chatOf('more', { n: 3 }), never)).ok)
  assert.ok(server.received.slice(5).every(({ body }) => body.n === undefined))
  assert.equal(server.received.length, 8)
  assert.equal(callsOf(wires), 8)
  assert.ok(server.highWater() >= 2 && server.highWater() <= 4)
})

test('a run killed at any answer and resumed pays for none of them twice', async t => {
  const server = await faultServer(t, () => reply(['one']))
  const request = chatOf('write', { n: 4, seed: 9 })
  const killed = wired(server.baseUrl, { caps: { calls: 3 } })
  const partial = await killed.optimizer.chat(request, never)
  assert.ok(partial.ok && partial.value.texts.length === 3)
  const resumed = wired(server.baseUrl, { store: killed.store })
  const whole = await resumed.optimizer.chat(request, never)
  assert.ok(whole.ok && whole.value.texts.length === 4)
  assert.equal(server.received.length, 4)
  assert.deepEqual(resumed.ledger.usage().optimizer, { calls: 1, cached: 3, inputTokens: 7, outputTokens: 3 })
})

test('all models together keep to the concurrency, and waiting to retry holds no place', async t => {
  const server = await faultServer(t, (_, i) => ({ ...(i % 5 === 0 ? { status: 500 } : reply(['x'])), delayMs: 10 }))
  const wires = wired(server.baseUrl, { concurrency: 3 })
  await many(30, i => (i % 2 ? wires.task : wires.optimizer).chat(chatOf(`case ${i}`), never))
  assert.equal(server.highWater(), 3)
  assert.equal(callsOf(wires), server.received.length)

  const sleeping = wired((await faultServer(t, (_, i) => (i === 0 ? { status: 500 } : reply(['x'])))).baseUrl, {
    concurrency: 1,
    retry: { random: () => 1, baseDelayMs: 60 },
  })
  const order: string[] = []
  await many(2, i => sleeping.task.chat(chatOf(`case ${i}`), never).then(() => order.push(`case ${i}`)))
  assert.deepEqual(order, ['case 1', 'case 0'])
})

test('no cap is passed at the server, however many ask at once', async t => {
  const server = await faultServer(t, (_, i) => ({
    ...(i % 7 === 3 ? { status: 503 } : reply(['x'], [30, 40])),
    delayMs: 2,
  }))
  const calls = wired(server.baseUrl, { caps: { calls: 40 } })
  const outcomes = await many(100, i => calls.task.chat(chatOf(`case ${i}`), never))
  assert.equal(server.received.length, 40)
  assert.equal(callsOf(calls), 40)
  const refused = outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.problem]))
  assert.ok(refused.every(({ code }) => code === 'budget'))

  const before = server.tokens()
  const tokens = wired(server.baseUrl, { caps: { tokens: 1000 } })
  await many(100, i => tokens.task.chat(chatOf(`other ${i}`, { maxTokens: 60 }), never))
  assert.equal(tokensOf(tokens), server.tokens() - before)
  assert.ok(tokensOf(tokens) <= 1000, `${tokensOf(tokens)} tokens`)
  assert.ok(tokensOf(tokens) > 1000 - 70 - 80, 'the cap was not used')
})

test('a reply without an answer is paid for: its tokens are counted, capped and on record', async t => {
  const withheld = { finish_reason: 'content_filter', message: { role: 'assistant', content: '' } }
  const server = await faultServer(t, () => ({
    body: { choices: [withheld], usage: { prompt_tokens: 10, completion_tokens: 40 } },
  }))
  const wires = wired(server.baseUrl, { caps: { tokens: 1000 }, concurrency: 4 })
  const outcomes = await many(100, i => wires.task.chat(chatOf(`case ${i}`), never))
  assert.ok(outcomes.every(({ ok }) => !ok))
  assert.equal(tokensOf(wires), server.tokens())
  assert.equal(wires.store.spent, server.tokens())
  assert.ok(server.tokens() <= 1000, `${server.tokens()} tokens`)
})

test('a cancelled run ends within 100 ms: in a request, in a wait, and in the queue', async t => {
  const server = await faultServer(t, ({ body }) =>
    JSON.stringify(body).includes('slow')
      ? { ...reply(['x']), delayMs: 2000 }
      : { status: 500, headers: { 'retry-after': '5' }, delayMs: 20 },
  )
  const wires = wired(server.baseUrl, { concurrency: 2, retry: {} })
  const stop = new AbortController()
  const asked = many(50, i => wires.task.chat(chatOf(i === 0 ? 'slow' : `case ${i}`), stop.signal))
  await new Promise(resolve => setTimeout(resolve, 100))
  const began = performance.now()
  stop.abort()
  for (const outcome of await asked) assert.deepEqual(outcome, { ok: false, problem: { code: 'cancelled' } })
  assert.ok(performance.now() - began < 100)
  // A request that was aborted on its way counts as sent, though the server never saw it.
  const onTheirWay = callsOf(wires) - server.received.length
  assert.ok(onTheirWay >= 0 && onTheirWay <= 2, `${onTheirWay} requests`)
})

test('a wrong key stops all requests at once', async t => {
  const server = await faultServer(t, () => ({ status: 401 }))
  const wires = wired(server.baseUrl, { concurrency: 2 })
  const outcomes = await many(1000, i => wires.task.chat(chatOf(`case ${i}`), never))
  assert.ok(outcomes.every(outcome => !outcome.ok && outcome.problem.code === 'wrong-key'))
  assert.ok(server.received.length <= 3, `${server.received.length} requests`)
})

test('a model is given up when request after request fails, though it has answered before', async t => {
  const server = await faultServer(t, (_, i) => (i < 4 ? reply(['x']) : { status: 403 }))
  const wires = wired(server.baseUrl, { concurrency: 2 })
  const outcomes = await many(1000, i => wires.task.chat(chatOf(`case ${i}`), never))
  assert.equal(outcomes.filter(outcome => outcome.ok).length, 4)
  const last = outcomes.at(-1)
  assert.ok(last?.ok === false && last.problem.code === 'given-up' && last.problem.last.code === 'forbidden')
  assert.ok(server.received.length <= 4 + 5 + 4, `${server.received.length} requests`)
})

for (const [what, fault] of [
  ['fails', { status: 500 }],
  ['closes the connection', { drop: 'headers' }],
  ['breaks off in the middle', { ...reply(['x']), drop: 'body' }],
  ['talks of something else', { body: '<html>' }],
] as const)
  test(`a model that always ${what} is given up after some 20 requests, in one sentence`, async t => {
    const server = await faultServer(t, () => fault)
    const wires = wired(server.baseUrl, { concurrency: 8 })
    const outcomes = await many(60, i => wires.task.chat(chatOf(`case ${i}`), never))
    assert.ok(outcomes.every(outcome => !outcome.ok && outcome.problem.code === 'given-up'))
    assert.ok(server.received.length <= 28, `${server.received.length} requests`)
  })

test('a server that was away for a moment is not given up, however many requests were under way', async t => {
  const server = await faultServer(t, (_, i) => (i >= 100 && i < 200 ? { drop: 'headers' } : reply(['x'])))
  const wires = wired(server.baseUrl, { concurrency: 64 })
  const outcomes = await many(400, i => wires.task.chat(chatOf(`case ${i}`), never))
  assert.ok(outcomes.every(({ ok }) => ok))
})

test('a model that answers now and then is never given up, nor one that refuses certain cases', async t => {
  const server = await faultServer(t, (_, i) => (i % 5 === 4 ? reply(['x']) : { status: 403 }))
  const wires = wired(server.baseUrl, { concurrency: 1 })
  const outcomes = await many(100, i => wires.task.chat(chatOf(`case ${i}`), never))
  assert.equal(outcomes.filter(outcome => outcome.ok).length, 20)
  const strict = await faultServer(t, () => ({ status: 400, body: errorBody('too long') }))
  const { task } = wired(strict.baseUrl)
  await many(100, i => task.chat(chatOf(`case ${i}`), never))
  assert.equal(strict.received.length, 100)
})

test('what an endpoint rejects is left out in the next attempt, and both are counted', async t => {
  const server = await faultServer(t, ({ body }) =>
    'max_tokens' in body ? { status: 400, body: errorBody("use 'max_completion_tokens'") } : reply(['x']),
  )
  const wires = wired(server.baseUrl)
  assert.ok((await wires.task.chat(chatOf('a'), never)).ok)
  assert.ok((await wires.task.chat(chatOf('b'), never)).ok)
  assert.equal(callsOf(wires), 3)
  assert.equal(server.received.length, 3)
  assert.deepEqual(wires.slept, [])
})

test('only texts without a vector are embedded, each once', async t => {
  const server = await faultServer(t, ({ body }) => {
    assert.ok(Array.isArray(body.input))
    return {
      body: {
        data: body.input.map((text, index) => ({ index, embedding: [String(text).length] })),
        usage: { prompt_tokens: 5 },
      },
      delayMs: 10,
    }
  })
  const wires = wired(server.baseUrl)
  assert.ok(wires.embedding)
  const { embedding } = wires
  const [one, two] = await Promise.all([
    embedding.embed(['a', 'bb', 'a'], never),
    embedding.embed(['bb', 'ccc'], never),
  ])
  assert.ok(one?.ok && two?.ok)
  assert.deepEqual(one.value.vectors, [[1], [2], [1]])
  assert.deepEqual(two.value.vectors, [[2], [3]])
  assert.deepEqual(
    server.received.map(({ body }) => body.input),
    [['a', 'bb'], ['ccc']],
  )
  assert.deepEqual(wires.ledger.usage().embedding, { calls: 2, cached: 1, inputTokens: 10, outputTokens: 0 })
  assert.equal(wires.store.spent, 10)
})

test('the editor is asked for its own models, through the same layers', async () => {
  const asked: string[] = []
  const spec = { kind: 'vscode', id: 'vscode:copilot', model: 'copilot' } as const
  const wires = wired('http://127.0.0.1:1', {
    specs: { task: spec, optimizer: spec },
    askEditor: async (model, request) => {
      asked.push(`${model} ${request.n}`)
      return { ok: true, value: { texts: ['hi'], tokens: { inputTokens: 1, outputTokens: 1 } } }
    },
  })
  const outcome = await wires.optimizer.chat(chatOf('a', { n: 3 }), never)
  assert.ok(outcome.ok && outcome.value.texts.length === 3)
  assert.deepEqual(asked, ['copilot 3', 'copilot 1', 'copilot 1'])
  assert.equal(wires.ledger.usage().optimizer.calls, 3)
  assert.equal(wires.ledger.usage().usd, null)
})

test('a model that cannot be asked is refused before the run', () => {
  const editor = { kind: 'vscode', id: 'vscode:copilot', model: 'copilot' } as const
  const local = specOf('http://127.0.0.1:1')
  const wiring = {
    keys: {},
    ledger: ledger({ caps: {}, prices: {}, usage: noUsage, startedAt: 0 }),
    store: memoryStore(),
    lanes: lanes(1),
    seed: 1,
  }
  for (const specs of [
    { task: editor, optimizer: local },
    { task: local, optimizer: local, embedding: editor },
  ]) {
    const models = connect({ ...wiring, specs })
    assert.ok(!models.ok && models.problem.code === 'bad-option')
  }
})

test('the demo model answers, costs nothing and is counted', async () => {
  const spec = { kind: 'demo', id: 'demo' } as const
  const book = ledger({ caps: {}, prices: { task: { input: 0, output: 0 } }, usage: noUsage, startedAt: 0 })
  const wires = wired('http://127.0.0.1:1', { specs: { task: spec, optimizer: spec, embedding: spec }, ledger: book })
  assert.ok((await wires.task.chat(chatOf('What is 2 + 3?'), never)).ok)
  assert.ok((await wires.embedding?.embed(['a'], never))?.ok)
  assert.equal(wires.ledger.usage().task.calls, 1)
})
