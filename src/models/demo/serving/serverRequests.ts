import type { ChatRequest, Message } from '../../model.ts'
import type { OfferedTool } from '../../offeredTool.ts'

export interface Refusal {
  readonly status: number
  readonly message: string
  readonly code: string
  readonly param?: string
}

export type RequestReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

export interface AskedChat {
  readonly request: ChatRequest
  readonly stream: boolean
  readonly streamUsage: boolean
}

/** Reads the body of POST /v1/chat/completions, or says why it is refused. */
export function readChat(body: string): RequestReading<AskedChat> {
  const fields = readObject(body)
  if (fields === undefined) return refused('The request body is not a JSON object.', 'body')
  if (fields.model !== 'demo') return unknownModel(fields.model)
  const messages = readMessages(fields.messages)
  if (messages === undefined)
    return refused('Expected a list of messages, each with a role and text content.', 'messages')
  const temperature = fields.temperature ?? 1
  if (!isNumber(temperature, 0, 2)) return refused('Expected a number from 0 to 2.', 'temperature')
  const n = fields.n ?? 1
  if (!isWhole(n, 1, 128)) return refused('Expected a whole number from 1 to 128.', 'n')
  const maxTokens = fields.max_completion_tokens ?? fields.max_tokens ?? 4096
  if (!isWhole(maxTokens, 1, 1e6)) return refused('Expected a whole number of at least 1.', 'max_tokens')
  const seed = fields.seed ?? undefined
  if (seed !== undefined && !isWhole(seed, -(2 ** 53), 2 ** 53)) return refused('Expected a whole number.', 'seed')
  const options = fields.stream_options
  const tool = fields.tool_choice === 'none' ? undefined : readTool(fields.tools)
  return {
    ok: true,
    value: {
      request: { messages, temperature, maxTokens, n, ...(seed === undefined ? {} : { seed }), ...(tool && { tool }) },
      stream: fields.stream === true,
      streamUsage: isObject(options) && options.include_usage === true,
    },
  }
}

export interface AskedEmbeddings {
  readonly texts: readonly string[]
  /** Vectors as base64 of little-endian 32-bit floats, as OpenAI's own client requests. */
  readonly base64: boolean
}

/** Reads the body of POST /v1/embeddings, or says why it is refused. */
export function readEmbeddings(body: string): RequestReading<AskedEmbeddings> {
  const fields = readObject(body)
  if (fields === undefined) return refused('The request body is not a JSON object.', 'body')
  if (fields.model !== 'demo-embedding') return unknownModel(fields.model)
  const { input } = fields
  const texts: readonly unknown[] = Array.isArray(input) ? input : [input]
  if (texts.length === 0 || !texts.every(text => typeof text === 'string'))
    return refused('Expected a text or a list of texts.', 'input')
  return { ok: true, value: { texts, base64: fields.encoding_format === 'base64' } }
}

const refused = (message: string, param: string): RequestReading<never> => ({
  ok: false,
  refusal: { status: 400, message: `Invalid '${param}': ${message}`, code: 'invalid_value', param },
})

const unknownModel = (model: unknown): RequestReading<never> => ({
  ok: false,
  refusal: {
    status: 404,
    message: `The model ${JSON.stringify(model) ?? '(none)'} does not exist.`,
    code: 'model_not_found',
    param: 'model',
  },
})

function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function readMessages(value: unknown): readonly Message[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const messages = value.map(readMessage).filter(message => message !== undefined)
  return messages.length === value.length ? messages : undefined
}

function readMessage(value: unknown): Message | undefined {
  if (!isObject(value)) return undefined
  const role = value.role === 'developer' ? 'system' : value.role
  const content = readContent(value.content)
  if (content === undefined || (role !== 'system' && role !== 'user' && role !== 'assistant')) return undefined
  return { role, content }
}

/** The content is a text, or a list of parts that are all texts. */
function readContent(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const texts = value.map(part => (isObject(part) && typeof part.text === 'string' ? part.text : undefined))
  return texts.includes(undefined) ? undefined : texts.join('\n')
}

/** The first of the tools that takes one text; the demo model calls no other. */
function readTool(value: unknown): OfferedTool | undefined {
  const found = (Array.isArray(value) ? value : []).flatMap((tool: unknown) => {
    const called: unknown = isObject(tool) ? tool.function : undefined
    if (!isObject(called) || typeof called.name !== 'string') return []
    const schema = isObject(called.parameters) && isObject(called.parameters.properties) ? called.parameters : {}
    const [name, second] = Object.keys(isObject(schema.properties) ? schema.properties : {})
    const description = typeof called.description === 'string' ? called.description : ''
    return name === undefined || second !== undefined
      ? []
      : [{ name: called.name, description, argument: { name, description: '' } }]
  })
  return found[0]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNumber = (value: unknown, low: number, high: number): value is number =>
  typeof value === 'number' && value >= low && value <= high

const isWhole = (value: unknown, low: number, high: number): value is number =>
  isNumber(value, low, high) && Number.isInteger(value)
