import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from '../../../text/hash.ts'
import type { Tokens } from '../../model.ts'
import { chance } from '../chance.ts'
import { demoChat, demoEmbedding } from '../demoModel.ts'
import { chatBody, chatEvents, embeddingsBody, errorBody, modelsBody } from './serverReplies.ts'
import { type Refusal, readChat, readEmbeddings } from './serverRequests.ts'

export interface DemoServerOptions {
  /** 0 uses any free port. */
  readonly port: number
  readonly seed: number
  /** How long each answer takes, in milliseconds. */
  readonly latencyMs: number
  /** The share of requests that fail, 0 to 1: with status 500 or 429, or by a dropped connection. */
  readonly failRate: number
  /** Called with one line per request. */
  readonly log?: (line: string) => void
}

export interface DemoServerCounts {
  /** Requests that arrived, answered or not. */
  readonly received: { readonly chat: number; readonly embeddings: number }
  /** Requests whose answer was sent completely. */
  readonly answered: { readonly chat: number; readonly embeddings: number }
  /** Requests that were refused, failed on purpose or dropped. */
  readonly failed: number
  /** Tokens of the answered requests. */
  readonly inputTokens: number
  readonly outputTokens: number
  /** Chat requests whose identical body had been answered before. */
  readonly repeated: number
}

export interface DemoServer {
  /** Base URL of the API, ending in `/v1`. */
  readonly url: string
  readonly port: number
  counts(): DemoServerCounts
  close(): Promise<void>
}

/** Bodies above this many bytes are refused. */
const largestBody = 8 * 2 ** 20

/** The demo model as an OpenAI-compatible server on 127.0.0.1. Fails to start if the port is in use. */
export async function startDemoServer(options: DemoServerOptions): Promise<DemoServer> {
  const chat = demoChat(options.seed)
  const embedding = demoEmbedding()
  const received = { chat: 0, embeddings: 0 }
  const answered = { chat: 0, embeddings: 0 }
  const totals = { failed: 0, inputTokens: 0, outputTokens: 0, repeated: 0 }
  const bodies = new Set<string>()
  const counts = (): DemoServerCounts => ({ received: { ...received }, answered: { ...answered }, ...totals })

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    counts,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0]
    response.on('close', () =>
      options.log?.(`${request.method} ${path} ${response.writableFinished ? response.statusCode : 'dropped'}`),
    )
    if (request.headers.authorization === 'Bearer wrong') {
      return refuse(response, { status: 401, message: 'Incorrect API key provided.', code: 'invalid_api_key' })
    }
    switch (`${request.method} ${path}`) {
      case 'GET /v1/models':
        return send(response, modelsBody())
      case 'GET /v1/counts':
        return send(response, counts())
      case 'POST /v1/chat/completions':
        return answer('chat', request, response)
      case 'POST /v1/embeddings':
        return answer('embeddings', request, response)
      default:
        return refuse(response, {
          status: 404,
          message: `Unknown request URL: ${request.method} ${path}.`,
          code: 'unknown_url',
        })
    }
  }

  async function answer(
    kind: 'chat' | 'embeddings',
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    received[kind]++
    const number = received.chat + received.embeddings
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const body = await readBody(request)
    if (body === undefined)
      return refuse(response, { status: 413, message: 'The request body is larger than 8 MB.', code: 'too_large' })
    if (options.latencyMs > 0) await pause(options.latencyMs, undefined, { signal: gone.signal })
    if (chance('fails', options.seed, number) < options.failRate) return fail(response, number)
    return kind === 'chat' ? answerChat(body, response, gone.signal) : answerEmbeddings(body, response, gone.signal)
  }

  async function answerChat(body: string, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const asked = readChat(body)
    if (!asked.ok) return refuse(response, asked.refusal)
    const outcome = await chat.chat(asked.value.request, signal)
    if (!outcome.ok) return
    const finished = (): void => {
      if (signal.aborted) return
      const name = sha256(body)
      if (bodies.has(name)) totals.repeated++
      bodies.add(name)
      count('chat', outcome.value.tokens)
    }
    if (!asked.value.stream) return send(response, chatBody(outcome.value, asked.value.request), finished)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    for (const event of chatEvents(outcome.value, asked.value)) response.write(`data: ${event}\n\n`)
    response.end('data: [DONE]\n\n', finished)
  }

  async function answerEmbeddings(body: string, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const asked = readEmbeddings(body)
    if (!asked.ok) return refuse(response, asked.refusal)
    const outcome = await embedding.embed(asked.value.texts, signal)
    if (outcome.ok)
      send(response, embeddingsBody(outcome.value, asked.value.base64), () => {
        if (!signal.aborted) count('embeddings', outcome.value.tokens)
      })
  }

  function count(kind: 'chat' | 'embeddings', tokens: Tokens): void {
    answered[kind]++
    totals.inputTokens += tokens.inputTokens
    totals.outputTokens += tokens.outputTokens
  }

  function fail(response: ServerResponse, number: number): void {
    const way = chance('way', options.seed, number)
    if (way < 0.4) {
      refuse(response, { status: 500, message: 'The server had an error on purpose.', code: 'server_error' })
    } else if (way < 0.8) {
      response.setHeader('retry-after', '0')
      refuse(response, { status: 429, message: 'Rate limit reached on purpose.', code: 'rate_limit_exceeded' })
    } else {
      totals.failed++
      response.destroy()
    }
  }

  function refuse(response: ServerResponse, refusal: Refusal): void {
    totals.failed++
    response.statusCode = refusal.status
    // The rest of a refused body is not read, so the connection cannot serve another request.
    if (refusal.status === 413) response.setHeader('connection', 'close')
    send(response, errorBody(refusal))
  }
}

/** Calls back once the whole body has been handed to the system; never if the client disconnected before. */
function send(response: ServerResponse, body: unknown, finished?: () => void): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body), finished)
}

/** Undefined if the body is too large; the rest of it is discarded unread. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk
    size += bytes.length
    if (size > largestBody) {
      request.resume()
      return undefined
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
