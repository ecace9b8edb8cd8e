import { APIError } from 'openai'
import type { Outcome } from '../../problem/outcome.ts'
import type { AskChat, AskEmbedding, Attempt, ChatPart } from '../ask.ts'
import { type Left, readLeft } from '../lanes/allowance.ts'
import { type Endpoint, type EndpointOptions, openEndpoint } from './endpoint.ts'
import { failedReading, failedRequest } from './openaiFailure.ts'
import { type Read, readChatReply, readEmbedReply, readModelList, readTokens } from './openaiReply.ts'
import { acceptedMessages, isRejectionOfSystem, isRejectionOfTools, learn, noQuirks, optionalFields } from './quirks.ts'

export interface OpenAiSpec {
  readonly provider: string
  readonly model: string
  readonly baseUrl: string
}

/**
 * Sends exactly one request to an OpenAI-compatible endpoint per call; counting and retrying are up to the layers
 * above. Returns what the endpoint gave, at least one answer. If the endpoint does not report its usage, the tokens are
 * an upper bound: the UTF-8 bytes, and no more than the request allowed. A field that the endpoint rejects is replaced
 * or left out from then on, and the failure says to retry at once.
 */
export function openaiChat(spec: OpenAiSpec, key: string | undefined, options?: EndpointOptions): AskChat {
  const endpoint = openEndpoint(spec, key, options)
  let quirks = noQuirks
  return async (request, signal) => {
    const sent = quirks
    let wasRejected = false
    const attempt = await ask(endpoint, spec.model, signal, {
      send: ({ client }) => client.post<unknown>('/chat/completions', { body: chatBody(spec, request, sent), signal }),
      read: body => readChatReply(body, request),
      rejected: error => {
        const isAnyStatus = isRejectionOfSystem(error.message) || (request.tool && isRejectionOfTools(error.message))
        if (error.status !== 400 && error.status !== 422 && !isAnyStatus) return
        const rejection = { param: error.param ?? undefined, code: error.code ?? undefined, message: error.message }
        quirks = learn(quirks, rejection) ?? quirks
        wasRejected = true
      },
    })
    const adapted = JSON.stringify(chatBody(spec, request, quirks)) !== JSON.stringify(chatBody(spec, request, sent))
    return !attempt.ok && wasRejected && adapted ? { ...attempt, retryAfterMs: 0 } : attempt
  }
}

/** Bytes of a reply with 128 long vectors, doubled for safety. */
const mostOfVectors = 32 * 2 ** 20

export function openaiEmbedding(spec: OpenAiSpec, key: string | undefined, options?: EndpointOptions): AskEmbedding {
  const endpoint = openEndpoint(spec, key, { mostBytes: mostOfVectors, ...options })
  return (texts, signal) =>
    ask(endpoint, spec.model, signal, {
      send: ({ client }) =>
        client.post<unknown>('/embeddings', {
          body: { model: spec.model, input: texts, encoding_format: 'float' },
          signal,
        }),
      read: body => readEmbedReply(body, texts),
    })
}

/** The ids of the models that an endpoint offers, sorted. */
export async function listModels(
  baseUrl: string,
  key: string | undefined,
  signal: AbortSignal,
  options?: EndpointOptions & { readonly provider?: string },
): Promise<Outcome<string[]>> {
  const endpoint = openEndpoint({ provider: options?.provider ?? 'openai', baseUrl }, key, options)
  return ask(endpoint, '', signal, {
    send: ({ client }) => client.get<unknown>('/models', { signal }),
    read: readModelList,
  })
}

const chatBody = (spec: OpenAiSpec, request: ChatPart, quirks: typeof noQuirks) => ({
  model: spec.model,
  messages: acceptedMessages(request.messages, quirks).map(({ role, content }) => ({ role, content })),
  ...optionalFields(request, quirks),
})

async function ask<T>(
  endpoint: ReturnType<typeof openEndpoint>,
  model: string,
  signal: AbortSignal,
  steps: {
    readonly send: (endpoint: Endpoint) => { withResponse(): Promise<{ data: unknown; response: Response }> }
    readonly read: (body: unknown) => Read<T>
    readonly rejected?: (error: APIError) => void
  },
): Promise<Attempt<T>> {
  if ('code' in endpoint) return { ok: false, problem: endpoint, retryAfterMs: Number.POSITIVE_INFINITY }
  try {
    const { data: body, response } = await steps.send(endpoint).withResponse()
    const left = leftIn(response.headers)
    const read = steps.read(body)
    if (read.is === 'reply') return { ok: true, value: read.reply, ...left }
    const spent = readTokens(body)
    return { ...failedReading(read, endpoint, model), ...(spent && { spent }), ...left }
  } catch (error) {
    if (error instanceof APIError) steps.rejected?.(error)
    return {
      ...failedRequest(error, endpoint, model, signal),
      ...leftIn(error instanceof APIError ? error.headers : undefined),
    }
  }
}

function leftIn(headers: Headers | undefined): { readonly left?: readonly Left[] } {
  const left = headers === undefined ? [] : readLeft(headers, Date.now())
  return left.length === 0 ? {} : { left }
}
