import {
  type CancellationToken,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelError,
  lm,
} from 'vscode'
import type { ChatReply, ChatRequest } from '../protocol/worker.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { Problem } from '../text/problem.ts'

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
    const messages = request.messages.map(toEditorMessage)
    const texts = [await askOnce(model, messages, request, token)]
    return success({ texts, tokens: await countTokens(model, request, texts, token) })
  } catch (error) {
    return failure(token.isCancellationRequested ? { code: 'cancelled' } : problemOf(name, error))
  }
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
  model: LanguageModelChat,
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
  model: LanguageModelChat,
  request: ChatRequest,
  texts: readonly string[],
  token: CancellationToken,
): Promise<ChatReply['tokens']> {
  const count = async (parts: readonly string[]) => {
    const counts = await Promise.all(parts.map(part => model.countTokens(part, token)))
    return counts.reduce((sum, tokens) => sum + tokens, 0)
  }
  const inputTokens = await count(request.messages.map(message => message.content))
  return { inputTokens, outputTokens: await count(texts) }
}

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
