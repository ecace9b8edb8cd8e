import { type Outcome, success } from '../problem/outcome.ts'
import { withoutThoughts } from '../text/reasoning/thoughts.ts'
import { isLocal } from './address.ts'
import type { AnswerStore } from './answerStore.ts'
import type { Ask, AskChat, AskEmbedding, Attempt } from './ask.ts'
import { chatBound, embeddingBound } from './bounds.ts'
import { commandChat } from './command/commandChat.ts'
import { demoChat, demoEmbedding } from './demo/demoModel.ts'
import { turn } from './demo/turn.ts'
import { mostOfEditor } from './editorModel.ts'
import { type Lane, type Lanes, queued } from './lanes/lanes.ts'
import { breaker } from './layers/breaker.ts'
import { answerKey, cachedChat, cachedEmbedding, chatKey } from './layers/cached.ts'
import type { Ledger } from './layers/ledger.ts'
import { metered } from './layers/metered.ts'
import { type RetryOptions, retrying } from './layers/retrying.ts'
import { several } from './layers/several.ts'
import type { ChatModel, ChatReply, ChatRequest, EmbeddingModel, ModelSpec, Tokens } from './model.ts'
import type { EndpointOptions } from './openai/endpoint.ts'
import { namingNearest } from './openai/nearestModels.ts'
import { openaiChat, openaiEmbedding } from './openai/openai.ts'
import type { Role } from './roles.ts'

export interface Models {
  readonly task: ChatModel
  readonly optimizer: ChatModel
  readonly judge?: ChatModel
  readonly embedding?: EmbeddingModel
}

/** Asks a language model that only the editor can reach. It may return fewer answers than `n`. */
export type AskEditor = (model: string, request: ChatRequest, signal: AbortSignal) => Promise<Attempt<ChatReply>>

export interface Wiring {
  readonly specs: {
    readonly task: ModelSpec
    readonly optimizer: ModelSpec
    readonly judge?: ModelSpec
    readonly embedding?: ModelSpec
  }
  /** By base URL, because a key belongs to one address. */
  readonly keys: Readonly<Record<string, string>>
  readonly ledger: Ledger
  readonly store: AnswerStore
  /** Shared by all models. */
  readonly lanes: Lanes
  /** The run's seed, from which the demo model derives its answers. */
  readonly seed: number
  /** Absent outside of the editor. */
  readonly askEditor?: AskEditor
  readonly retry?: RetryOptions
  readonly endpoint?: EndpointOptions
}

/**
 * Opens the models of a run. Each layer does one thing; from the outside in: `several` completes a reply to n answers,
 * the cache returns what was asked before, the breaker gives up a model that no longer answers, `retrying` waits
 * without occupying a slot, the lane grants a slot as soon as the server is likely to accept, the meter counts and caps
 * each attempt, and the endpoint sends it.
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
  const asking = sent(endpoint.value, role, spec, chatBound, wiring)
  // Stored with the answers, so that a resumed run asks in the same way and finds them.
  const marker = answerKey({ identity, kind: 'one-at-a-time' })
  const chat = several(cachedChat(asking, { role, store, ledger, identity }), {
    applies: request => store.get(marker) !== undefined && store.get(chatKey(identity, request)) === undefined,
    learned: () => {
      if (store.get(marker) === undefined) store.keep(marker, ['yes'])
    },
  })
  return success({ id: spec.id, chat, ...(spec.kind === 'command' && { isAgent: true as const }) })
}

function embeddingModel(spec: ModelSpec, wiring: Wiring): Outcome<EmbeddingModel> {
  if (spec.kind === 'vscode') return unaskable('embedding model', spec, 'an endpoint or demo: the editor has none')
  if (spec.kind === 'command') return unaskable('embedding model', spec, 'an endpoint or demo')
  const { store, ledger } = wiring
  const role = 'embedding'
  const demo = demoEmbedding()
  const endpoint: AskEmbedding =
    spec.kind === 'demo'
      ? (texts: readonly string[], signal: AbortSignal) => demo.embed(texts, signal)
      : openaiEmbedding(spec, wiring.keys[spec.baseUrl], wiring.endpoint)
  const asking = sent(endpoint, role, spec, embeddingBound, wiring)
  const embed = cachedEmbedding(asking, { role, store, ledger, identity: identityOf(spec, wiring.seed) })
  return success({ id: spec.id, embed })
}

function chatEndpoint(role: Role, spec: ModelSpec, wiring: Wiring): Outcome<AskChat> {
  switch (spec.kind) {
    case 'openai': {
      const key = wiring.keys[spec.baseUrl]
      return success(namingNearest(openaiChat(spec, key, wiring.endpoint), spec, key, wiring.endpoint))
    }
    case 'vscode': {
      const { askEditor } = wiring
      if (askEditor === undefined)
        return unaskable(`${role} model`, spec, 'an endpoint or demo: there is no editor here')
      return success(async (request, signal) => {
        const attempt = await askEditor(spec.model, request, signal)
        if (!attempt.ok) return attempt
        const texts = attempt.value.texts.map(withoutThoughts)
        return { ...attempt, value: { ...attempt.value, texts } }
      })
    }
    case 'command':
      return success(commandChat(spec))
    case 'demo': {
      const demo = demoChat(wiring.seed)
      return success(async (request, signal) => {
        await turn()
        const outcome = await demo.chat(request, signal)
        return outcome.ok ? outcome : { ...outcome, spent: { inputTokens: 0, outputTokens: 0 } }
      })
    }
  }
}

/** Everything between the cache and the endpoint. */
function sent<Request extends object, Reply extends { readonly tokens: Tokens }>(
  endpoint: Ask<Request, Reply>,
  role: Role,
  spec: ModelSpec,
  bound: (request: Request) => Tokens,
  wiring: Wiring,
): Ask<Request, Reply> {
  const { ledger, store, retry } = wiring
  const { watched, gated } = breaker()
  const attempt = queued(gated(metered(endpoint, { role, ledger, store, bound })), laneOf(spec, wiring), request => {
    const { inputTokens, outputTokens } = bound(request)
    return inputTokens / bytesOfToken + outputTokens
  })
  // Failed cases of a batch are asked again at its end, but nobody repeats a request to the optimizer model.
  const attempts = role === 'optimizer' ? { attempts: patientAttempts, isPatient: true } : {}
  return watched(retrying(attempt, { remainingMs: ledger.remainingMs, ...attempts, ...retry }))
}

/** Bounds are in bytes, while servers that limit tokens count tokens. */
const bytesOfToken = 4

const patientAttempts = 20

/**
 * Roles that use the same address share its lane. A server on this machine may have only one slot, so its lane starts
 * with the fewest.
 */
function laneOf(spec: ModelSpec, { lanes, endpoint }: Wiring): Lane {
  const patience = endpoint?.timeoutMs === undefined ? {} : { patienceMs: endpoint.timeoutMs }
  switch (spec.kind) {
    case 'openai':
      return lanes.to(spec.baseUrl, { ...patience, ...(isLocal(spec.baseUrl) && { first: 2 }) })
    case 'vscode':
      // The host enforces the maximum. An answer whose tokens are being counted occupies no slot there, but one here.
      return lanes.to('vscode', { first: 2 * mostOfEditor, most: 2 * mostOfEditor })
    case 'command':
      return lanes.to('command', { first: 2, patienceMs: spec.seconds * 1000 })
    case 'demo':
      return lanes.to('demo', { first: Number.POSITIVE_INFINITY })
  }
}

/** Everything that must be equal for an answer to be reusable. */
export function identityOf(spec: ModelSpec, seed = 0): string {
  switch (spec.kind) {
    case 'openai':
      return `openai ${spec.baseUrl} ${spec.model}`
    case 'vscode':
      return `vscode ${spec.model}`
    case 'command':
      return `command ${JSON.stringify(spec.command)}${spec.agent === undefined ? '' : ` ${spec.agent}`}`
    case 'demo':
      return `demo ${seed}`
  }
}

const unaskable = (option: string, spec: ModelSpec, expected: string): Outcome<never> => ({
  ok: false,
  problem: { code: 'bad-option', option, value: spec.id, expected },
})
