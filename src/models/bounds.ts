import type { ChatRequest, Tokens } from './model.ts'
import { argumentsOf, type OfferedTool } from './offeredTool.ts'

/** Tokens that chat formats put around each message. */
const tokensAroundMessage = 8

/**
 * The most that a chat request can cost. No tokenizer in use makes more than one token from one UTF-8 byte, so the
 * bytes are an upper bound for the input of any model; each answer ends at `maxTokens`.
 */
export const chatBound = (request: ChatRequest): Tokens => ({
  inputTokens: request.messages.reduce(
    (sum, { content }) => sum + bytes(content) + tokensAroundMessage,
    request.tool === undefined ? 0 : toolBound(request.tool),
  ),
  outputTokens: request.n * request.maxTokens,
})

/** The most that embedding the texts can cost. */
export const embeddingBound = (texts: readonly string[]): Tokens => ({
  inputTokens: texts.reduce((sum, text) => sum + bytes(text) + tokensAroundMessage, 0),
  outputTokens: 0,
})

/**
 * An upper bound of what answers have cost, for endpoints that do not report it: their bytes, and never more than was
 * allowed.
 */
export const answersBound = (request: ChatRequest, texts: readonly string[]): Tokens => {
  const bound = chatBound(request)
  const written = texts.reduce((sum, text) => sum + bytes(text), 0)
  return { ...bound, outputTokens: Math.min(bound.outputTokens, written) }
}

/** Chat formats add instructions on how tools are called, up to this many tokens in those in use. */
const tokensAroundTools = 400

const toolBound = (tool: OfferedTool): number =>
  bytes(JSON.stringify([tool.name, tool.description, argumentsOf(tool)])) + tokensAroundTools

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')
