import { failure, success } from '../../problem/outcome.ts'
import { random } from '../../text/random.ts'
import type { ChatModel, ChatRequest, EmbeddingModel } from '../model.ts'
import { draftReply } from './demoDrafts.ts'
import { embed } from './embedding.ts'
import { judgeReply } from './judging.ts'
import { writeCritique } from './proposing/critiquing.ts'
import { propose } from './proposing/propose.ts'
import { readMetaPrompt } from './proposing/readMetaPrompt.ts'
import { readPlainRequest } from './proposing/readPlainRequest.ts'
import { routeReply } from './skillChoice.ts'
import { solveTask } from './solveTask.ts'
import { countTokens, cutToTokens } from './tokenEstimate.ts'

/**
 * The simulated chat model: task model, optimizer model and judge in one, distinguished by what it is asked. The same
 * seed and request give the same reply. At temperature 0 all answers to the same messages are equal; above it they
 * differ by their index among the n, and by the request's `seed` and `repeat`.
 */
export const demoChat = (seed: number): ChatModel => ({
  id: 'demo',
  async chat(request, signal) {
    if (signal.aborted) return failure({ code: 'cancelled' })
    const texts = Array.from({ length: request.n }, (_, index) => answer(request, seed, index))
    const inputTokens = request.messages.reduce((sum, { content }) => sum + countTokens(content), 0)
    const outputTokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
    return success({ texts, tokens: { inputTokens, outputTokens } })
  },
})

/** The simulated embedding model: 128 dimensions, from character trigrams and words. */
export const demoEmbedding = (): EmbeddingModel => ({
  id: 'demo',
  async embed(texts, signal) {
    if (signal.aborted) return failure({ code: 'cancelled' })
    const inputTokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
    return success({ vectors: texts.map(embed), tokens: { inputTokens, outputTokens: 0 } })
  },
})

function answer(
  { messages, temperature, maxTokens, seed: drawn, repeat, tool }: ChatRequest,
  seed: number,
  index: number,
): string {
  const draw = temperature === 0 ? '' : [drawn ?? '', repeat ?? '', index].join('/')
  const text = messages.map(({ content }) => content).join('\n\n')
  const meta = readPlainRequest(text) ?? readMetaPrompt(text)
  const roll = random('optimizer', seed, text, draw)
  const reply =
    meta === undefined
      ? (draftReply(messages, roll) ??
        routeReply(messages, tool) ??
        judgeReply(messages) ??
        solveTask(messages, seed, temperature, draw))
      : meta.wantsCritique
        ? writeCritique(meta, roll)
        : propose(meta, roll)
  return cutToTokens(reply, maxTokens)
}
