import {
  type CancellationToken,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelError,
  lm,
} from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { ChatReply, ChatRequest } from '../../protocol/worker.ts'

/**
 * Answers the worker's questions to a language model of the editor, named `vendor/family`. The editor gives one answer to
 * a request, and one request is what the worker has counted: it asks again for the others.
 */
export async function askEditorModel(
  name: string,
  request: ChatRequest,
  token: CancellationToken,
): Promise<Outcome<ChatReply>> {
  try {
    const [model] = await lm.selectChatModels(selectorOf(name))
    if (model === undefined) return failure({ code: 'model-not-found', endpoint: 'the editor', model: name })
    return success(await askModel(model, request, token))
  } catch (error) {
    return failure(token.isCancellationRequested ? { code: 'cancelled' } : problemOf(name, error))
  }
}

/** One answer with its tokens. An answer that is there has been paid for, so it is kept where its tokens cannot be counted. */
export async function askModel(
  model: Pick<LanguageModelChat, 'sendRequest' | 'countTokens'>,
  request: ChatRequest,
  token: CancellationToken,
): Promise<ChatReply> {
  const text = await askOnce(model, request.messages.map(toEditorMessage), request, token)
  const inputs = request.messages.map(({ content }) => content)
  const [inputTokens, outputTokens] = await Promise.all([
    countTokens(model, inputs, token).catch(() => mostTokens(inputs)),
    countTokens(model, [text], token).catch(() => mostTokens([text])),
  ])
  return { texts: [text], tokens: { inputTokens, outputTokens } }
}

/** `vscode:vendor/family` for a model of the editor. */
export const editorModelName = (model: LanguageModelChat): string => `vscode:${model.vendor}/${model.family}`

function selectorOf(name: string): { vendor: string; family?: string } {
  const plain = name.startsWith('vscode:') ? name.slice('vscode:'.length) : name
  const slash = plain.indexOf('/')
  return slash < 0 ? { vendor: plain } : { vendor: plain.slice(0, slash), family: plain.slice(slash + 1) }
}

/** The editor knows no system role: such a message is sent as the user's, where it stands. */
const toEditorMessage = ({ role, content }: ChatRequest['messages'][number]): LanguageModelChatMessage =>
  role === 'assistant' ? LanguageModelChatMessage.Assistant(content) : LanguageModelChatMessage.User(content)

async function askOnce(
  model: Pick<LanguageModelChat, 'sendRequest'>,
  messages: LanguageModelChatMessage[],
  request: ChatRequest,
  token: CancellationToken,
): Promise<string> {
  const { temperature, maxTokens, seed } = request
  const response = await model.sendRequest(
    messages,
    {
      justification: 'GPO evaluates and improves the prompt that you chose.',
      // Honoured as far as the model's provider knows these names.
      modelOptions: { temperature, max_tokens: maxTokens, ...(seed === undefined ? {} : { seed }) },
    },
    token,
  )
  let text = ''
  for await (const part of response.text) text += part
  return text
}

async function countTokens(
  model: Pick<LanguageModelChat, 'countTokens'>,
  texts: readonly string[],
  token: CancellationToken,
): Promise<number> {
  const counts = await Promise.all(texts.map(text => model.countTokens(text, token)))
  return counts.reduce((sum, tokens) => sum + tokens, 0)
}

/** No tokenizer in use makes more than one token of one UTF-8 byte. */
const mostTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text, 'utf8'), 0)

function problemOf(name: string, error: unknown): Problem {
  const endpoint = `the editor's model ${name}`
  const detail = error instanceof Error ? error.message : String(error)
  if (!(error instanceof LanguageModelError)) return { code: 'unreachable', endpoint, detail }
  switch (error.code) {
    case LanguageModelError.NotFound.name:
      return { code: 'model-not-found', endpoint, model: name }
    case LanguageModelError.NoPermissions.name:
    case LanguageModelError.Blocked.name:
      return { code: 'forbidden', endpoint, detail }
    default:
      return /filter|responsible ai/i.test(detail)
        ? { code: 'refused-by-filter', endpoint, detail }
        : { code: 'unreachable', endpoint, detail }
  }
}
