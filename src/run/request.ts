import type { EvalSet, PairedBy } from '../evals/evalSet.ts'
import type { ModelSpec } from '../models/model.ts'
import type { Caps } from '../models/usage.ts'
import type { Override } from '../optimizer/metaPrompts/texts.ts'
import type { StrategyName, Variant } from '../optimizer/strategies.ts'
import type { Routing } from './routing/routing.ts'

export type Evaluation = 'full' | 'careful' | 'fast'

/** The settings of one run, read once and frozen. Defaults are written in package.json alone. */
export interface RunSettings {
  readonly strategy: StrategyName
  /** Parts to use in the place of the strategy's own. */
  readonly variant?: Variant
  /** Run the loop as published: forced move, full evaluation, the published evidence. */
  readonly paper: boolean
  readonly evaluation: Evaluation
  /** Updates to make; 0 means as many as the epochs give. */
  readonly steps: number
  readonly epochs: number
  /** Train cases of one step. */
  readonly batchSize: number
  /** New prompts asked for in each step. */
  readonly candidates: number
  readonly seed: number
  /** Requests under way at once. */
  readonly concurrency: number
  /** How often each case is asked, for a model that answers differently each time; once where absent. */
  readonly repeats?: number
  readonly caps: Caps
  /** Temperature 0 to 2 and the longest answer in tokens. */
  readonly task: { readonly temperature: number; readonly maxTokens: number }
  readonly optimizer: { readonly temperature: number; readonly maxTokens: number }
  /** The user's own texts for meta-prompts. */
  readonly metaPrompt?: Override
  /** Whether JavaScript that an eval set holds may be run. */
  readonly allowCode: boolean
}

/** All that a run needs, as plain data: it crosses to the worker and is the first entry of the journal. It holds no key. */
export interface RunRequest {
  readonly id: string
  readonly kind: 'optimize' | 'evaluate' | 'compare'
  /** The workspace folder: runs live in its `.gpo`. */
  readonly folder: string
  readonly prompt: {
    readonly path: string
    /** Id of the target in the file. */
    readonly target: string
    /** The whole file, with its byte order mark if it has one. */
    readonly source: string
  }
  /** What kind `compare` compares: texts in the place of the target, on one split; the others are compared with the first. */
  readonly compare?: { readonly texts: readonly string[]; readonly on: 'test' | 'validation' }
  readonly evalSet: EvalSet
  /** Set where `evalSet` holds only some of the cases: their score is told, and not noted as the prompt's. */
  readonly partial?: true
  /** How many cases kind `evaluate` draws at the most, at least 1; all where absent. */
  readonly sample?: number
  readonly pairedBy: PairedBy
  readonly models: {
    readonly task: ModelSpec
    readonly optimizer: ModelSpec
    readonly judge?: ModelSpec
    /** Measures relevance; without one, similarity of character n-grams does. */
    readonly embedding?: ModelSpec
  }
  readonly settings: RunSettings
  /** Set where the prompt is a skill's description, which is scored by where queries go. */
  readonly routing?: Routing
}
