import { createHash } from 'node:crypto'
import type { AnswerStore, AnswerValue } from '../answerStore.ts'
import type { AskChat, AskEmbedding, ChatPart } from '../ask.ts'
import type { ChatReply, Tokens } from '../model.ts'
import type { Role } from '../roles.ts'
import type { Ledger } from './ledger.ts'
import { limiter } from './limiter.ts'
import { singleFlight } from './singleFlight.ts'

export interface CacheOptions {
  readonly role: Role
  readonly store: AnswerStore
  readonly ledger: Ledger
  /** Endpoint and model: everything that must be equal for an answer to be reusable. */
  readonly identity: string
}

const free: Tokens = { inputTokens: 0, outputTokens: 0 }

/** Never asks for the same thing twice. An answer is stored before anyone sees it; failures are never stored. */
export function cachedChat(ask: AskChat, { role, store, ledger, identity }: CacheOptions): AskChat {
  const fly = singleFlight<ChatReply>()
  return async (request, signal) => {
    const key = chatKey(identity, request)
    const known = readTexts(store.get(key))
    if (known !== undefined) {
      ledger.cached(role)
      return { ok: true, value: { ...known, tokens: free } }
    }
    const askAndKeep = async (shared: AbortSignal) => {
      const attempt = await ask(request, shared)
      if (attempt.ok) store.keep(key, keptOf(attempt.value))
      return attempt
    }
    const { attempt, joined } = await fly(key, askAndKeep, signal)
    if (!joined || !attempt.ok) return attempt
    ledger.cached(role)
    return { ok: true, value: { ...attempt.value, tokens: free } }
  }
}

/** The most texts in one request; more are sent as several requests. */
const largestBatch = 128

/** Each text is stored separately, and only the missing ones are requested, one batch at a time. */
export function cachedEmbedding(ask: AskEmbedding, { role, store, ledger, identity }: CacheOptions): AskEmbedding {
  const turn = limiter(1)
  const keyOf = (text: string) => answerKey({ identity, kind: 'embedding', text })
  return (texts, signal) =>
    turn(async () => {
      const wanted = new Set(texts)
      const vectors = new Map<string, readonly number[]>()
      for (const text of wanted) {
        const vector = readVector(store.get(keyOf(text)))
        if (vector !== undefined) vectors.set(text, vector)
      }
      for (let i = 0; i < vectors.size; i += 1) ledger.cached(role)
      const missing = [...wanted].filter(text => !vectors.has(text))
      let tokens = free
      for (let start = 0; start < missing.length; start += largestBatch) {
        const batch = missing.slice(start, start + largestBatch)
        const attempt = await ask(batch, signal)
        if (!attempt.ok) return attempt
        tokens = add(tokens, attempt.value.tokens)
        for (const [i, text] of batch.entries()) {
          const vector = attempt.value.vectors[i] ?? []
          store.keep(keyOf(text), [vector])
          vectors.set(text, vector)
        }
      }
      return { ok: true, value: { vectors: texts.map(text => vectors.get(text) ?? []), tokens } }
    }, signal)
}

/** The sha256 of a value whose fields are written in a fixed order. */
export const answerKey = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

export const chatKey = (identity: string, request: ChatPart): string =>
  answerKey({
    identity,
    kind: 'chat',
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    temperature: request.temperature,
    maxTokens: request.maxTokens,
    n: request.n,
    seed: request.seed,
    repeat: request.repeat,
    part: request.part,
    tool: request.tool,
    files: request.files?.map(({ path, sha256 }) => [path, sha256]),
  })

type Texts = Pick<ChatReply, 'texts' | 'cut'>

const keptOf = ({ texts, cut = [] }: Texts): AnswerValue =>
  texts.map((text, index) => (cut.includes(index) ? { cut: text } : text))

function readTexts(value: AnswerValue | undefined): Texts | undefined {
  const kept = (value ?? []).flatMap(item => {
    if (typeof item === 'string') return [{ text: item, isCut: false }]
    return 'cut' in item ? [{ text: item.cut, isCut: true }] : []
  })
  if (kept.length === 0) return undefined
  const cut = kept.flatMap(({ isCut }, index) => (isCut ? [index] : []))
  return { texts: kept.map(({ text }) => text), ...(cut.length > 0 && { cut }) }
}

function readVector(value: AnswerValue | undefined): readonly number[] | undefined {
  for (const item of value ?? []) if (typeof item !== 'string' && !('cut' in item)) return item
  return undefined
}

const add = (a: Tokens, b: Tokens): Tokens => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
})
