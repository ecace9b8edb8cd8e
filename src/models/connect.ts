import { type Outcome, success } from '../problem/outcome.ts'
import type { AnswerStore } from './answerStore.ts'
import type { Ask, AskChat, AskEmbedding } from './ask.ts'
import { chatBound, embeddingBound } from './bounds.ts'
import { demoChat, demoEmbedding } from './demo/demoModel.ts'
import { turn } from './demo/turn.ts'
import { breaker } from './layers/breaker.ts'
import { answerKey, cachedChat, cachedEmbedding, chatKey } from './layers/cached.ts'
import type { Ledger } from './layers/ledger.ts'
import { type Limiter, limited } from './layers/limiter.ts'
import { metered } from './layers/metered.ts'
import { type RetryOptions, retrying } from './layers/retrying.ts'
import { several } from './layers/several.ts'
import type { ChatModel, ChatReply, ChatRequest, EmbeddingModel, ModelSpec, Tokens } from './model.ts'
import type { EndpointOptions } from './openai/endpoint.ts'
import { openaiChat, openaiEmbedding } from './openai/openai.ts'
import type { Role } from './roles.ts'

export interface Models {
  readonly task: ChatModel
  readonly optimizer: ChatModel
  readonly judge?: ChatModel
  readonly embedding?: EmbeddingModel
}

/** Asks a language model that only the editor can reach. It may give fewer answers than `n`. */
export type AskEditor = (model: string, request: ChatRequest, signal: AbortSignal) => Promise<Outcome<ChatReply>>

export interface Wiring {
  readonly specs: {
    readonly task: ModelSpec
    readonly optimizer: ModelSpec
    readonly judge?: ModelSpec
    readonly embedding?: ModelSpec
  }
  /** By provider. */
  readonly keys: Readonly<Record<string, string>>
  readonly ledger: Ledger
  readonly store: AnswerStore
  /** Shared by all models. */
  readonly limiter: Limiter
  /** The run's seed, which the demo model answers by. */
  readonly seed: number
  /** Absent where there is no editor. */
  readonly askEditor?: AskEditor
  readonly retry?: RetryOptions
  readonly endpoint?: EndpointOptions
}

/**
 * Opens the models of a run. From the outside in, each layer does one thing: `several` completes a reply to n answers,
 * the cache answers what was asked before, the breaker gives up a model that answers no more, `retrying` waits without
 * holding a place, the limiter gives one, the meter counts and caps each attempt, and the endpoint sends it.
 */
export function connect(wiring: Wiring): Outcome<Models> {
  const { specs } = wiring
  const task = chatModel('task', specs.task, wiring)
  if (!task.ok) return task
  const optimizer = chatModel('optimizer', specs.optimizer, wiring)
  if (!optimizer.ok) return optimizer
  const judge = specs.judge && chatModel('judge', specs.judge, wiring)
  if (judge?.ok === false) return judge
  const embedding = specs.embedding && embeddingModel(specs.embedding, wiring)
  if (embedding?.ok === false) return embedding
  return success({
    task: task.value,
    optimizer: optimizer.value,
    ...(judge && { judge: judge.value }),
    ...(embedding && { embedding: embedding.value }),
  })
}

function chatModel(role: Role, spec: ModelSpec, wiring: Wiring): Outcome<ChatModel> {
  const endpoint = chatEndpoint(role, spec, wiring)
  if (!endpoint.ok) return endpoint
  const { store, ledger } = wiring
  const identity = identityOf(spec, wiring.seed)
  const asking = sent(endpoint.value, role, chatBound, wiring)
  // Kept with the answers, so that a resumed run asks in the same way and finds them.
  const marker = answerKey({ identity, kind: 'one-at-a-time' })
  const chat = several(cachedChat(asking, { role, store, ledger, identity }), {
    applies: request => store.get(marker) !== undefined && store.get(chatKey(identity, request)) === undefined,
    learned: () => {
      if (store.get(marker) === undefined) store.keep(marker, ['yes'])
    },
  })
  return success({ id: spec.id, chat })
}

function embeddingModel(spec: ModelSpec, wiring: Wiring): Outcome<EmbeddingModel> {
  if (spec.kind === 'vscode') return unaskable('embedding model', spec, 'an endpoint or demo: the editor has none')
  const { store, ledger } = wiring
  const role = 'embedding'
  const demo = demoEmbedding()
  const endpoint: AskEmbedding =
    spec.kind === 'demo'
      ? (texts: readonly string[], signal: AbortSignal) => demo.embed(texts, signal)
      : openaiEmbedding(spec, wiring.keys[spec.provider], wiring.endpoint)
  const asking = sent(endpoint, role, embeddingBound, wiring)
  const embed = cachedEmbedding(asking, { role, store, ledger, identity: identityOf(spec, wiring.seed) })
  return success({ id: spec.id, embed })
}

function chatEndpoint(role: Role, spec: ModelSpec, wiring: Wiring): Outcome<AskChat> {
  switch (spec.kind) {
    case 'openai':
      return success(openaiChat(spec, wiring.keys[spec.provider], wiring.endpoint))
    case 'vscode': {
      const { askEditor } = wiring
      if (askEditor === undefined)
        return unaskable(`${role} model`, spec, 'an endpoint or demo: there is no editor here')
      return success((request, signal) => askEditor(spec.model, request, signal))
    }
    case 'demo': {
      const demo = demoChat(wiring.seed)
      return success(async (request, signal) => {
        await turn()
        return demo.chat(request, signal)
      })
    }
  }
}

/** Everything between the cache and the endpoint. */
function sent<Request, Reply extends { readonly tokens: Tokens }>(
  endpoint: Ask<Request, Reply>,
  role: Role,
  bound: (request: Request) => Tokens,
  { ledger, store, limiter, retry }: Wiring,
): Ask<Request, Reply> {
  const { watched, gated } = breaker()
  const attempt = limited(gated(metered(endpoint, { role, ledger, store, bound })), limiter)
  return watched(retrying(attempt, { remainingMs: ledger.remainingMs, ...retry }))
}

/** What must be the same for an answer to be the same. */
function identityOf(spec: ModelSpec, seed: number): string {
  switch (spec.kind) {
    case 'openai':
      return `openai ${spec.baseUrl} ${spec.model}`
    case 'vscode':
      return `vscode ${spec.model}`
    case 'demo':
      return `demo ${seed}`
  }
}

const unaskable = (option: string, spec: ModelSpec, expected: string): Outcome<never> => ({
  ok: false,
  problem: { code: 'bad-option', option, value: spec.id, expected },
})
