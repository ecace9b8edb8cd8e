import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { AnswerStore, AnswerValue } from '../../../src/models/answerStore.ts'
import type { ChatRequest, Tokens } from '../../../src/models/model.ts'
import type { Role } from '../../../src/models/roles.ts'

/** What the server does with one request. */
export interface Fault {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string goes out as it is, anything else as JSON. */
  readonly body?: unknown
  readonly delayMs?: number
  /** Closes the socket: before the headers, or within the body. */
  readonly drop?: 'headers' | 'body'
}

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}

export interface FaultServer {
  readonly baseUrl: string
  readonly received: readonly Received[]
  /** The most requests that were under way at once. */
  readonly highWater: () => number
  /** Tokens that the server said it used. */
  readonly tokens: () => number
}

/** A real server on 127.0.0.1 that answers by the script; a script that runs out answers 599, which no test expects. */
export async function faultServer(
  t: TestContext,
  script: readonly Fault[] | ((received: Received, index: number) => Fault),
): Promise<FaultServer> {
  const received: Received[] = []
  let underWay = 0
  let highest = 0
  let tokens = 0
  const server = createServer(async (request, response) => {
    underWay += 1
    highest = Math.max(highest, underWay)
    response.on('close', () => {
      underWay -= 1
    })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const one: Received = { path: request.url ?? '', headers: request.headers, body: text ? JSON.parse(text) : {} }
    received.push(one)
    const index = received.length - 1
    const fault = typeof script === 'function' ? script(one, index) : (script[index] ?? { status: 599 })
    if (fault.delayMs !== undefined) await delay(fault.delayMs)
    if (fault.drop === 'headers') return void request.socket.destroy()
    const body = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {})
    response.writeHead(fault.status ?? 200, { 'content-type': 'application/json', ...fault.headers })
    if (fault.drop === 'body') {
      response.write(body.slice(0, body.length / 2))
      return void setTimeout(() => request.socket.destroy(), 10)
    }
    tokens += tokensIn(fault.body)
    response.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    received,
    highWater: () => highest,
    tokens: () => tokens,
  }
}

/** A well-formed reply with so many answers, each its place and the prompt. */
export const reply = (texts: readonly string[], usage: readonly [number, number] | null = [7, 3]): Fault => ({
  body: {
    choices: texts.map((content, index) => ({ index, finish_reason: 'stop', message: { role: 'assistant', content } })),
    ...(usage && { usage: { prompt_tokens: usage[0], completion_tokens: usage[1] } }),
  },
})

export const errorBody = (message: string, more: object = {}) => ({ error: { message, ...more } })

export const chatOf = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content }],
  temperature: 0,
  maxTokens: 50,
  n: 1,
  ...more,
})

/** Keeps answers in memory, and counts as the one on disk does. */
export function memoryStore(): AnswerStore & {
  readonly calls: Role[]
  readonly kept: Map<string, AnswerValue>
  spent: number
} {
  const kept = new Map<string, AnswerValue>()
  const calls: Role[] = []
  const store = {
    kept,
    calls,
    spent: 0,
    get: (key: string) => kept.get(key),
    sent: (role: Role) => calls.push(role) - 1,
    settled(_request: number, tokens: Tokens) {
      store.spent += tokens.inputTokens + tokens.outputTokens
    },
    keep(key: string, value: AnswerValue) {
      assert.ok(!kept.has(key), 'an answer was kept twice')
      kept.set(key, value)
    },
  }
  return store
}

function tokensIn(body: unknown): number {
  if (typeof body !== 'object' || body === null || !('usage' in body)) return 0
  const { usage } = body
  assert.ok(typeof usage === 'object' && usage !== null)
  return Object.values(usage).reduce((sum: number, count) => sum + Number(count), 0)
}
