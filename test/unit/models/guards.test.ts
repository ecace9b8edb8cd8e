import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import test, { type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { faultOfAddress, isInTheClear } from '../../../src/models/address.ts'
import { openaiChat } from '../../../src/models/openai/openai.ts'
import { chatOf, errorBody, faultServer, reply } from './faults.ts'
import { callsOf, never, tokensOf, wired } from './wired.ts'

const key = 'sk-secret-key-of-the-user'

async function listening(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return `http://127.0.0.1:${address.port}/v1`
}

const chatAt = (baseUrl: string, options = {}) => openaiChat({ provider: 'lab', model: 'small', baseUrl }, key, options)

for (const status of [301, 302, 303, 307, 308])
  test(`a redirect with status ${status} is not followed: prompt and key stay, the call is counted, the run ends`, async t => {
    const elsewhere = await faultServer(t, () => reply(['stolen']))
    const server = await faultServer(t, () => ({ status, headers: { location: `${elsewhere.baseUrl}/x?key=1` } }))
    const wires = wired(server.baseUrl)
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => wires.task.chat(chatOf(`case ${i}`), never)),
    )
    assert.equal(elsewhere.received.length, 0)
    assert.equal(callsOf(wires), server.received.length)
    assert.ok(server.received.length <= 2, `${server.received.length} requests`)
    const [first] = outcomes
    assert.ok(first?.ok === false && first.problem.code === 'redirected')
    assert.equal(first.problem.to, `${elsewhere.baseUrl}/x`)
    assert.equal(tokensOf(wires), 0)
  })

const repeating = 'sk-secret/key+of"the=user'

for (const [where, fault] of [
  ['an answer', reply([`You sent Bearer ${repeating}.`])],
  [
    'an answer whose slashes are escaped',
    { body: `{"choices":[{"message":{"content":"${'sk-secret\\/key+of\\"the=user'}"}}]}` },
  ],
  [
    'an answer whose signs are escaped as .NET does',
    { body: `{"choices":[{"message":{"content":"sk-secret/key\\u002Bof\\u0022the=user"}}]}` },
  ],
  ['the name of a tool', { body: { choices: [{ message: { tool_calls: [{ function: { name: repeating } }] } }] } }],
  ['an error', { status: 400, body: errorBody(`no ${repeating}`) }],
  ['the place of a redirect', { status: 302, headers: { location: `/login/${encodeURIComponent(repeating)}` } }],
] as const)
  test(`a key that ${where} repeats comes no further`, async t => {
    const server = await faultServer(t, () => fault)
    const chat = openaiChat({ provider: 'lab', model: 'small', baseUrl: server.baseUrl }, repeating)
    const said = JSON.stringify(await chat(chatOf('a'), never))
    assert.match(said, /\*\*\*/)
    assert.doesNotMatch(said, /of.{0,6}the/)
  })

test('an answer in which the filler of a local server occurs as a word stays as it is', async t => {
  const server = await faultServer(t, () => reply(['An umbrella is not-needed.']))
  const outcome = await openaiChat({ provider: 'lab', model: 'small', baseUrl: server.baseUrl }, 'not-needed')(
    chatOf('a'),
    never,
  )
  assert.deepEqual(outcome.ok && outcome.value.texts, ['An umbrella is not-needed.'])
})

for (const [what, drip] of [
  ['headers', 'HTTP/1.1 200 OK\r\nx-slow: '],
  ['early hints', 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'],
  ['comments of an event stream', 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: wait\n\n'],
] as const)
  test(`${what} that drip without an end are given up at the time for the whole, and counted at their most`, async t => {
    const server = createTcpServer(socket => {
      socket.on('error', () => undefined)
      socket.write(drip)
      const timer = setInterval(
        () => socket.write(what === 'headers' ? 'x' : drip.slice(drip.indexOf('\r\n\r\n') + 4) || drip),
        20,
      )
      socket.on('close', () => clearInterval(timer))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    t.after(() => server.close())
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const late = await chatAt(`http://127.0.0.1:${address.port}/v1`, { timeoutMs: 300 })(chatOf('a'), never)
    assert.ok(!late.ok && late.problem.code === 'timed-out' && late.spent === undefined, JSON.stringify(late))
  })

test('a redirect to the same address is not followed either: every request is one that was counted', async t => {
  const server = await faultServer(t, () => ({ status: 307, headers: { location: '/v1/again' } }))
  const outcome = await chatAt(server.baseUrl)(chatOf('a'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'redirected')
  assert.equal(server.received.length, 1)
})

test('a body without an end is cut at its size, whatever it says of it', async t => {
  let sent = 0
  const baseUrl = await listening(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': `${2 ** 33}` })
    const chunk = Buffer.alloc(64 * 1024, ' ')
    const write = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
    }
    response.on('drain', write)
    write()
  })
  const outcome = await chatAt(baseUrl, { mostBytes: 2 ** 20 })(chatOf('a'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'bad-reply')
  assert.match(outcome.problem.detail, /larger than 1 MB/)
  assert.equal(outcome.retryAfterMs, Number.POSITIVE_INFINITY)
  assert.ok(sent < 2 ** 24, `${sent} bytes were taken`)
})

test('a small body that unpacks to a huge one is cut where it is unpacked', async t => {
  const packed = gzipSync(Buffer.alloc(2 ** 26, ' '))
  const baseUrl = await listening(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(packed)
  })
  const outcome = await chatAt(baseUrl, { mostBytes: 2 ** 20 })(chatOf('a'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'bad-reply')
})

test('a packed reply is read, and one that drips is given up at the time for the whole', async t => {
  const good = gzipSync(JSON.stringify({ choices: [{ message: { content: 'hi' } }] }))
  const packed = await listening(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(good)
  })
  const read = await chatAt(packed)(chatOf('a'), never)
  assert.ok(read.ok && read.value.texts[0] === 'hi')
  const dripping = await listening(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  })
  const late = await chatAt(dripping, { timeoutMs: 200 })(chatOf('a'), never)
  assert.ok(!late.ok && late.problem.code === 'timed-out' && late.spent === undefined)
})

test('an error that is a long page is told in a line', async t => {
  const baseUrl = await listening(t, (_, response) => {
    response.writeHead(400, { 'content-type': 'text/plain' })
    response.end(`no ${key} `.repeat(2 ** 18))
  })
  const outcome = await chatAt(baseUrl)(chatOf('a'), never)
  assert.ok(!outcome.ok && outcome.problem.code === 'bad-request')
  assert.ok(outcome.problem.detail.length < 400 && !outcome.problem.detail.includes(key))
})

test('a token cap holds where half of the answers break off in their middle', async t => {
  let whole = 0
  const server = await faultServer(t, (_, i) => {
    whole += 40
    return i % 2 === 0 ? { ...reply(['x'], [20, 20]), drop: 'body' } : reply(['x'], [20, 20])
  })
  const wires = wired(server.baseUrl, { caps: { tokens: 4000 }, concurrency: 64 })
  await Promise.all(Array.from({ length: 300 }, (_, i) => wires.task.chat(chatOf(`case ${i}`), never)))
  assert.ok(whole <= 4000, `${whole} tokens were written`)
  assert.equal(tokensOf(wires), server.tokens())
})

test('an endpoint that is not there costs calls and no tokens', async () => {
  const gone = createServer()
  await new Promise<void>(resolve => gone.listen(0, '127.0.0.1', resolve))
  const address = gone.address()
  assert.ok(typeof address === 'object' && address !== null)
  await new Promise(resolve => gone.close(resolve))
  const wires = wired(`http://127.0.0.1:${address.port}/v1`, { caps: { tokens: 200 } })
  assert.ok(!(await wires.task.chat(chatOf('a'), never)).ok)
  assert.deepEqual(wires.ledger.usage().task, { calls: 5, cached: 0, inputTokens: 0, outputTokens: 0 })
})

for (const [address, fault] of [
  ['https://api.example.com/v1', undefined],
  ['http://10.0.0.7:8000/v1', undefined],
  ['ftp://api.example.com', /http/],
  ['https://me:secret@api.example.com/v1', /password/],
  ['https://api.example.com/v1?key=secret', /keys do not belong/],
  ['https://api.example.com/v1#secret', /keys do not belong/],
] as const)
  test(`the address ${address} ${fault === undefined ? 'can be used' : 'is refused'}`, () => {
    const found = faultOfAddress(address)
    if (fault === undefined) assert.equal(found, undefined)
    else assert.match(found ?? '', fault)
    assert.ok(!found?.includes('secret'))
  })

test('plain http to another machine can be read on its way', () => {
  assert.ok(isInTheClear('http://10.0.0.7:8000/v1'))
  assert.ok(!isInTheClear('http://127.0.0.1:8000/v1') && !isInTheClear('https://10.0.0.7/v1'))
})
