import type { ChatReply, ChatRequest, EmbedReply, Tokens } from '../../model.ts'
import { countTokens } from '../tokenEstimate.ts'
import type { AskedChat, Refusal } from './serverRequests.ts'

/** The body of an answer to a chat request. */
export const chatBody = ({ texts, tokens }: ChatReply, { maxTokens, tool }: ChatRequest): unknown => ({
  ...head('chat.completion'),
  choices: texts.map((content, index) => {
    const isCall = tool !== undefined && content.startsWith(`{"${tool.argument.name}":`)
    return {
      index,
      message: {
        role: 'assistant',
        content: isCall ? null : content,
        refusal: null,
        ...(isCall && {
          tool_calls: [{ id: `call_${index}`, type: 'function', function: { name: tool.name, arguments: content } }],
        }),
      },
      logprobs: null,
      finish_reason: isCall ? 'tool_calls' : finish(content, maxTokens),
    }
  }),
  usage: usage(tokens),
})

/** The same answer as server-sent events of a few words each, without the final [DONE]. */
export function chatEvents({ texts, tokens }: ChatReply, { request, streamUsage }: AskedChat): readonly string[] {
  const chunk = (index: number, delta: unknown, finish_reason: string | null): unknown => ({
    ...head('chat.completion.chunk'),
    choices: [{ index, delta, finish_reason }],
  })
  const events = texts.flatMap((text, index) => [
    chunk(index, { role: 'assistant', content: '' }, null),
    ...(text.match(/(?:\s*\S+){1,6}\s*|\s+/g) ?? []).map(content => chunk(index, { content }, null)),
    chunk(index, {}, finish(text, request.maxTokens)),
  ])
  const last = streamUsage ? [{ ...head('chat.completion.chunk'), choices: [], usage: usage(tokens) }] : []
  return [...events, ...last].map(event => JSON.stringify(event))
}

export const embeddingsBody = ({ vectors, tokens }: EmbedReply, base64: boolean): unknown => ({
  object: 'list',
  model: 'demo-embedding',
  data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: base64 ? encoded(vector) : vector })),
  usage: { prompt_tokens: tokens.inputTokens, total_tokens: tokens.inputTokens },
})

export const modelsBody = (): unknown => ({
  object: 'list',
  data: ['demo', 'demo-embedding'].map(id => ({ id, object: 'model', created: 0, owned_by: 'gpo' })),
})

export const errorBody = ({ status, message, code, param }: Refusal): unknown => ({
  error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: param ?? null, code },
})

/** The simulated model has no clock: every answer has the same time, so that equal requests give equal bytes. */
const head = (
  object: string,
): { readonly id: string; readonly object: string; readonly created: number; readonly model: string } => ({
  id: 'chatcmpl-demo',
  object,
  created: 0,
  model: 'demo',
})

const usage = ({ inputTokens, outputTokens }: Tokens): unknown => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
})

/** An answer that reaches the limit counts as cut off. */
const finish = (text: string, maxTokens: number): string => (countTokens(text) >= maxTokens - 1 ? 'length' : 'stop')

function encoded(vector: readonly number[]): string {
  const bytes = Buffer.alloc(4 * vector.length)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, 4 * index)
  return bytes.toString('base64')
}
