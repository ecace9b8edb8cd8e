import {
  type CancellationToken,
  CancellationTokenSource,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelChatToolMode,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  lm,
} from 'vscode'
import { editorModelName, findEditorModel, mostOfEditor } from '../../models/editorModel.ts'
import { limiter } from '../../models/layers/limiter.ts'
import { argumentsOf, callText } from '../../models/offeredTool.ts'
import { endsRun } from '../../problem/endsRun.ts'
import type { ChatReply, ChatRequest, EditorAttempt } from '../../protocol/worker.ts'
import { isAboutTemperature, isAboutTools, readEditorError } from './editorErrors.ts'

/** The part of a model that answers, so that a test can replace it. */
export type Askable = Pick<LanguageModelChat, 'id' | 'sendRequest' | 'countTokens'>

export interface Times {
  /** Milliseconds that an answer may take, the same as at endpoints. */
  readonly answerMs: number
  /** Milliseconds that counting its tokens may take, before the upper bound is used instead. */
  readonly countMs: number
}

const usual: Times = { answerMs: 180_000, countMs: 2000 }

/** One for all runs, tests and tools of the window. */
const places = limiter(mostOfEditor)

/**
 * Ids of models that accept no temperature, of those without tools, and of those that do not count tokens; learned
 * once, until the window closes.
 */
const withoutTemperature = new Set<string>()
const withoutTools = new Set<string>()
const countsNothing = new Set<string>()

/** The problem that ended a run, by its cancellation token: its requests that wait here would only get the same. */
const endings = new WeakMap<CancellationToken, Failed['problem']>()

/** Every language model of the editor. */
export const allEditorModels = (): Thenable<readonly LanguageModelChat[]> => lm.selectChatModels()

/**
 * Answers the worker's questions with a language model of the editor, named `vendor/family` or `vendor/id`. The editor
 * gives one answer per request, and the worker has counted one request: it asks again for further answers.
 */
export async function askEditorModel(
  name: string,
  request: ChatRequest,
  token: CancellationToken,
): Promise<EditorAttempt> {
  const all = await within(usual.answerMs, allEditorModels()).catch(() => undefined)
  if (all === undefined) return refused({ code: 'timed-out', endpoint: `VS Code's model ${name}`, seconds: 180 })
  const model = findEditorModel(name, all)
  if (model.ok) return askModel(model.value, name, request, token)
  const known = all.map(other => `vscode:${editorModelName(other, all)}`)
  return refused(
    model.problem.code === 'unknown-model' ? { code: 'model-gone', model: `vscode:${name}`, known } : model.problem,
  )
}

/** One answer with its tokens. It occupies a slot while it is requested, but not while its tokens are counted. */
export async function askModel(
  model: Askable,
  name: string,
  request: ChatRequest,
  token: CancellationToken,
  { answerMs, countMs }: Times = usual,
): Promise<EditorAttempt> {
  const leaving = new AbortController()
  const asking = new CancellationTokenSource()
  const listening = token.onCancellationRequested(() => {
    leaving.abort()
    asking.cancel()
  })
  if (token.isCancellationRequested) leaving.abort()
  try {
    const answered = await places(async () => {
      const ended = endings.get(token)
      if (ended !== undefined) return refused(ended)
      const asked = await askOnce(model, name, request, asking, { answerMs, leaving })
      if (!asked.ok && asked.problem.code !== 'cancelled' && endsRun(asked.problem)) endings.set(token, asked.problem)
      return asked
    }, leaving.signal)
    return answered.ok ? { ok: true, value: await counted(model, request, answered.value, countMs) } : answered
  } finally {
    listening.dispose()
    asking.dispose()
  }
}

type Failed = Extract<EditorAttempt, { readonly ok: false }>

const nothing = { inputTokens: 0, outputTokens: 0 }

/** Nothing was asked of the model. */
const refused = (problem: Failed['problem']): Failed => ({ ok: false, problem, spent: nothing })

async function askOnce(
  model: Askable,
  name: string,
  request: ChatRequest,
  asking: CancellationTokenSource,
  { answerMs, leaving }: { readonly answerMs: number; readonly leaving: AbortController },
): Promise<{ readonly ok: true; readonly value: string } | Failed> {
  let text = ''
  let called: { readonly name: string; readonly input: unknown } | undefined
  const isTempered = !withoutTemperature.has(model.id)
  const offersTool = request.tool !== undefined && !withoutTools.has(model.id)
  const cancelled = new Promise<never>((_, reject) =>
    leaving.signal.addEventListener('abort', () => reject(new Error('cancelled')), { once: true }),
  )
  const read = async (): Promise<string> => {
    for await (const part of await send(model, request, asking.token)) {
      if (part instanceof LanguageModelToolCallPart) called ??= part
      else text += part
    }
    return text
  }
  try {
    const answer = await within(answerMs, Promise.race([read(), cancelled]))
    if (called !== undefined && called.name === request.tool?.name) return { ok: true, value: callText(called.input) }
    if (answer === '' && called !== undefined)
      return { ok: false, problem: { code: 'only-tool-call', endpoint: `VS Code's model ${name}`, tool: called.name } }
    return { ok: true, value: answer }
  } catch (error) {
    asking.cancel()
    if (leaving.signal.aborted) return { ok: false, problem: { code: 'cancelled' } }
    if (error instanceof Late)
      return {
        ok: false,
        problem: { code: 'timed-out', endpoint: `VS Code's model ${name}`, seconds: answerMs / 1000 },
      }
    const { problem, isRefusal } = readEditorError(name, error)
    const spent = isRefusal && text === '' ? { spent: nothing } : {}
    if (problem.code === 'bad-request' && isAboutTemperature(problem.detail) && isTempered) {
      withoutTemperature.add(model.id)
      return { ok: false, problem, retryAfterMs: 0, ...spent }
    }
    if (problem.code === 'bad-request' && isAboutTools(problem.detail) && offersTool) {
      withoutTools.add(model.id)
      return { ok: false, problem, retryAfterMs: 0, ...spent }
    }
    const seconds = problem.code === 'rate-limited' ? problem.seconds : undefined
    return { ok: false, problem, ...(seconds !== undefined && { retryAfterMs: 1000 * seconds }), ...spent }
  }
}

/** The texts of an answer as they arrive, and its calls of tools. A model's reasoning is not part of it. */
async function send(model: Askable, request: ChatRequest, token: CancellationToken): Promise<AsyncIterable<Answered>> {
  const { temperature, maxTokens, seed, tool } = request
  const response = await model.sendRequest(
    request.messages.map(toEditorMessage),
    {
      justification: 'GPO evaluates and improves the prompt that you chose.',
      // Only effective if the model's provider knows these names.
      modelOptions: {
        ...(withoutTemperature.has(model.id) ? {} : { temperature }),
        max_tokens: maxTokens,
        ...(seed === undefined ? {} : { seed }),
      },
      ...(tool !== undefined &&
        !withoutTools.has(model.id) && {
          tools: [{ name: tool.name, description: tool.description, inputSchema: argumentsOf(tool) }],
          toolMode: LanguageModelChatToolMode.Required,
        }),
    },
    token,
  )
  return answeredIn(response.stream)
}

type Answered = string | LanguageModelToolCallPart

async function* answeredIn(stream: AsyncIterable<unknown>): AsyncIterable<Answered> {
  for await (const part of stream) {
    if (part instanceof LanguageModelTextPart) yield part.value
    else if (part instanceof LanguageModelToolCallPart) yield part
    else if (isTextData(part)) yield Buffer.from(part.data).toString('utf8')
  }
}

/** Data that is text: newer editors have a part for it, older ones do not know it. */
const isTextData = (part: unknown): part is { readonly mimeType: string; readonly data: Uint8Array } =>
  typeof part === 'object' &&
  part !== null &&
  'mimeType' in part &&
  typeof part.mimeType === 'string' &&
  /^text\/|^application\/json\b/.test(part.mimeType) &&
  'data' in part &&
  part.data instanceof Uint8Array

/** The editor has no system role: such a message is sent as the user's, at the same position. */
const toEditorMessage = ({ role, content }: ChatRequest['messages'][number]): LanguageModelChatMessage =>
  role === 'assistant' ? LanguageModelChatMessage.Assistant(content) : LanguageModelChatMessage.User(content)

/** An answer that has arrived is paid for, so it is kept even if its tokens cannot be counted. */
async function counted(model: Askable, request: ChatRequest, text: string, countMs: number): Promise<ChatReply> {
  const inputs = request.messages.map(({ content }) => content)
  const [inputTokens, outputTokens] = await Promise.all([
    tokensIn(model, inputs, countMs),
    tokensIn(model, [text], countMs),
  ])
  return { texts: [text], tokens: { inputTokens, outputTokens } }
}

/** As counted by the model, or an upper bound: no tokenizer in use makes more than one token from a UTF-8 byte. */
async function tokensIn(
  model: Pick<LanguageModelChat, 'id' | 'countTokens'>,
  texts: readonly string[],
  countMs: number = usual.countMs,
): Promise<number> {
  const most = texts.reduce((sum, text) => sum + Buffer.byteLength(text, 'utf8'), 0)
  if (countsNothing.has(model.id)) return most
  try {
    const counts = await within(countMs, Promise.all(texts.map(text => model.countTokens(text))))
    return counts.reduce((sum, tokens) => sum + tokens, 0)
  } catch {
    countsNothing.add(model.id)
    return most
  }
}

/** Tokens of texts as counted by a model; undefined if it is not available or does not count in time. */
export async function tokensAt(name: string, texts: readonly string[]): Promise<number | undefined> {
  const model = findEditorModel(name, await allEditorModels())
  if (!model.ok) return undefined
  const tokens = await tokensIn(model.value, texts, usual.countMs)
  return countsNothing.has(model.value.id) ? undefined : tokens
}

class Late extends Error {}

async function within<T>(ms: number, promise: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late()), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
