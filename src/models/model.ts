import type { Outcome } from '../problem/outcome.ts'
import type { AgentName } from './command/agents.ts'
import type { GivenFile } from './command/givenFile.ts'
import type { EditorModelDetails } from './editorModel.ts'
import type { OfferedTool } from './offeredTool.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ChatRequest {
  readonly messages: readonly Message[]
  /** 0 to 2. */
  readonly temperature: number
  /** Maximum length of each answer, in tokens. */
  readonly maxTokens: number
  /** How many independent answers are wanted, at least 1. */
  readonly n: number
  /** Passed to endpoints that support a seed. */
  readonly seed?: number
  /** Distinguishes equal requests that need separate answers: a repeat of a case, a later step. */
  readonly repeat?: number
  /**
   * The model should call this tool with its answer if it has tools; else it answers with a text. An answer that is a
   * call is the JSON of its arguments.
   */
  readonly tool?: OfferedTool
  /** Files for a command, put into its working folder. */
  readonly files?: readonly GivenFile[]
}

export interface Tokens {
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface ChatReply {
  /** One text per answer; at least one, at most n. */
  readonly texts: readonly string[]
  /**
   * The indexes, from 0, of answers that were cut off when their tokens were used up; absent if none is known to be.
   */
  readonly cut?: readonly number[]
  readonly tokens: Tokens
}

export interface ChatModel {
  /** `provider:model`, or `demo`. */
  readonly id: string
  /** Set for a command that may be an agent: its texts tell what it did besides answering, see `readDeeds`. */
  readonly isAgent?: true
  chat(request: ChatRequest, signal: AbortSignal): Promise<Outcome<ChatReply>>
}

export interface EmbedReply {
  /** One vector per text, in the same order. */
  readonly vectors: readonly (readonly number[])[]
  readonly tokens: Tokens
}

export interface EmbeddingModel {
  readonly id: string
  embed(texts: readonly string[], signal: AbortSignal): Promise<Outcome<EmbedReply>>
}

/**
 * A model as named in a run request: plain data without a key. Prices are in USD per million tokens; absent if unknown.
 */
export type ModelSpec =
  | {
      readonly kind: 'openai'
      readonly id: string
      readonly provider: string
      readonly model: string
      readonly baseUrl: string
      readonly price?: Price
    }
  | {
      readonly kind: 'vscode'
      readonly id: string
      /** `vendor/family` or `vendor/id`. */
      readonly model: string
      readonly price?: Price
      /** What VS Code said about it when the run began. */
      readonly details?: EditorModelDetails
    }
  | {
      /** A command of the user, such as an agent. */
      readonly kind: 'command'
      readonly id: string
      /** The program and its arguments. */
      readonly command: readonly string[]
      /** Set if it is one of the known agents, whose own output is then read. */
      readonly agent?: AgentName
      /** The time that one answer may take. */
      readonly seconds: number
      readonly price?: Price
    }
  | { readonly kind: 'demo'; readonly id: 'demo'; readonly price?: Price }

export interface Price {
  readonly input: number
  readonly output: number
}
