import { withoutThoughts } from '../../text/reasoning/thoughts.ts'
import { answersBound, embeddingBound } from '../bounds.ts'
import type { ChatReply, ChatRequest, EmbedReply, Tokens } from '../model.ts'
import { callText } from '../offeredTool.ts'

/**
 * What an endpoint's body turned out to be. Bodies are read as unknown, because compatible endpoints follow the schema
 * loosely.
 */
export type Read<T> =
  | { readonly is: 'reply'; readonly reply: T }
  | { readonly is: 'filtered' }
  /** Only reasoning until the tokens were used up. */
  | { readonly is: 'cut'; readonly tokens: number }
  /** Calls of a tool and no text. */
  | { readonly is: 'called'; readonly tool: string }
  /** An error in the body of a response with a success status, as gateways send it. */
  | { readonly is: 'error'; readonly status: number | undefined; readonly message: string }
  | { readonly is: 'garbage'; readonly detail: string }

export function readChatReply(raw: unknown, request: ChatRequest): Read<ChatReply> {
  const body = parsed(raw)
  const failed = readFailure(body)
  if (failed !== undefined) return failed
  const choices = listAt(body, 'choices')
  if (choices === undefined || choices.length === 0) return { is: 'garbage', detail: 'the reply holds no choices' }
  const answered = choices.filter(choice => field(choice, 'finish_reason') !== 'content_filter')
  if (answered.length === 0) return { is: 'filtered' }
  const read = answered.flatMap(choice => {
    const isCut = field(choice, 'finish_reason') === 'length'
    const message = field(choice, 'message')
    const called = calledTool(message)
    if (called !== undefined && called.name === request.tool?.name) {
      const text = callText(called.given)
      return [{ isCut, text, written: text, tool: undefined }]
    }
    return readText(message).map(text => ({
      isCut,
      text: withoutThoughts(text),
      written: text,
      tool: text === '' ? called?.name : undefined,
    }))
  })
  if (read.length === 0) return { is: 'garbage', detail: 'the choices hold no messages' }
  const worded = read.filter(({ isCut, text, tool }) => text !== '' || !(isCut || tool)).slice(0, request.n)
  const tool = read.find(one => one.tool !== undefined)?.tool
  if (worded.length === 0) return tool === undefined ? { is: 'cut', tokens: request.maxTokens } : { is: 'called', tool }
  const cut = worded.flatMap(({ isCut }, index) => (isCut ? [index] : []))
  // Reasoning is not part of an answer, but has to be paid for.
  const written = [
    ...read.map(({ written }) => written),
    ...choices.map(choice => thoughtsIn(field(choice, 'message'))),
  ]
  const tokens = readTokens(body) ?? answersBound(request, written)
  return { is: 'reply', reply: { texts: worded.map(({ text }) => text), ...(cut.length > 0 && { cut }), tokens } }
}

/** The first tool that a message calls, with what it is given; older servers call functions. */
function calledTool(message: unknown): { readonly name: string; readonly given: unknown } | undefined {
  const [call] = listAt(message, 'tool_calls') ?? []
  const called = field(call, 'function') ?? field(message, 'function_call')
  const name = field(called, 'name')
  if (called === undefined || called === null) return undefined
  return { name: typeof name === 'string' ? name : '', given: field(called, 'arguments') }
}

/** The reasoning that servers return beside the answer. */
function thoughtsIn(message: unknown): string {
  const thoughts = field(message, 'reasoning_content') ?? field(message, 'reasoning')
  return typeof thoughts === 'string' ? thoughts : ''
}

export function readEmbedReply(raw: unknown, texts: readonly string[]): Read<EmbedReply> {
  const body = parsed(raw)
  const failed = readFailure(body)
  if (failed !== undefined) return failed
  const vectors = new Map<number, readonly number[]>()
  for (const [place, item] of (listAt(body, 'data') ?? []).entries()) {
    const index = field(item, 'index')
    const vector = listAt(item, 'embedding')?.filter(number => typeof number === 'number')
    if (vector !== undefined && vector.length > 0) vectors.set(typeof index === 'number' ? index : place, vector)
  }
  const inOrder = texts.flatMap((_, i) => [vectors.get(i) ?? []])
  if (inOrder.some(vector => vector.length === 0)) return { is: 'garbage', detail: 'the reply lacks embeddings' }
  return { is: 'reply', reply: { vectors: inOrder, tokens: readTokens(body) ?? embeddingBound(texts) } }
}

export function readModelList(raw: unknown): Read<string[]> {
  const body = parsed(raw)
  const failed = readFailure(body)
  if (failed !== undefined) return failed
  const models = listAt(body, 'data')
  if (models === undefined) return { is: 'garbage', detail: 'the reply holds no list of models' }
  const ids = models.map(model => field(model, 'id')).filter(id => typeof id === 'string')
  return { is: 'reply', reply: ids.sort() }
}

export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

const listAt = (value: unknown, name: string): readonly unknown[] | undefined => {
  const list = field(value, name)
  return Array.isArray(list) ? list : undefined
}

/** Some servers send JSON as plain text, which the client does not parse. */
function parsed(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}

function readFailure(body: unknown): Read<never> | undefined {
  if (typeof body !== 'object' || body === null) return { is: 'garbage', detail: 'the reply is not JSON' }
  const error = field(body, 'error')
  if (error === undefined || error === null) return undefined
  const message = field(error, 'message')
  const status = field(error, 'code')
  return {
    is: 'error',
    status: typeof status === 'number' ? status : undefined,
    message: typeof message === 'string' ? message : JSON.stringify(error),
  }
}

/** The text of a message: its content, joined if it comes in pieces, or the text of a refusal. */
function readText(message: unknown): readonly string[] {
  if (typeof message !== 'object' || message === null) return []
  const content = field(message, 'content')
  if (typeof content === 'string') return [content]
  if (Array.isArray(content)) return [content.map(piece => field(piece, 'text') ?? '').join('')]
  const refusal = field(message, 'refusal')
  return [typeof refusal === 'string' ? refusal : '']
}

/** The usage in a body; undefined if it is missing. Some servers include reasoning only in the total. */
export function readTokens(raw: unknown): Tokens | undefined {
  const usage = field(parsed(raw), 'usage')
  const input = field(usage, 'prompt_tokens')
  const output = field(usage, 'completion_tokens') ?? 0
  const total = field(usage, 'total_tokens') ?? 0
  if (!isCount(input) || !isCount(output)) return undefined
  return {
    inputTokens: Math.ceil(input),
    outputTokens: Math.ceil(Math.max(output, isCount(total) ? total - input : 0)),
  }
}

/** No answer has so many tokens; a server that says so is not believed, and what was asked counts at its most. */
const mostTokens = 1e9

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= mostTokens
