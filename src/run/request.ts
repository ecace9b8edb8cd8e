import type { EvalSet, PairedBy } from '../evals/evalSet.ts'
import type { ComparedOn } from '../evals/scoring/runRequests.ts'
import type { ModelSpec } from '../models/model.ts'
import type { Caps } from '../models/usage.ts'
import type { Override } from '../optimizer/metaPrompts/allBlocks.ts'
import type { StrategyName, Variant } from '../optimizer/strategies.ts'
import type { ExamplesName } from '../optimizer/strategy.ts'
import type { RequestedPrompt } from '../prompts/requestedPrompt.ts'
import type { RubricJudging } from './judging/rubricRun.ts'
import type { Routing } from './routing/routing.ts'

export type Evaluation = 'full' | 'careful' | 'fast'

/** The settings of one run, read once and frozen. Defaults are defined only in package.json. */
export interface RunSettings {
  readonly strategy: StrategyName
  /** Parts that replace the strategy's own. */
  readonly variant?: Variant
  /** Runs the loop as published: forced move, full evaluation, the published evidence. */
  readonly paper: boolean
  readonly evaluation: Evaluation
  /** Number of updates; 0 means as many as the epochs give. */
  readonly steps: number
  readonly epochs: number
  /** Number of train cases in one step. */
  readonly batchSize: number
  /** Number of new prompts requested in each step. */
  readonly candidates: number
  readonly seed: number
  /** Maximum number of concurrent requests. */
  readonly concurrency: number
  /** When a candidate gets cases of the train split as examples; never if absent. */
  readonly examples?: ExamplesName
  /** How often each case is asked, for a model whose answers vary; once if absent. */
  readonly repeats?: number
  readonly caps: Caps
  /** Temperature, 0 to 2, and the maximum length of an answer in tokens. */
  readonly task: { readonly temperature: number; readonly maxTokens: number }
  readonly optimizer: { readonly temperature: number; readonly maxTokens: number }
  /** What is wanted of a new prompt besides a higher score; absent in older runs. */
  readonly wishes?: Wished
  /** The user's own texts for meta-prompts. */
  readonly metaPrompt?: Override
  /** Whether JavaScript in an eval set may be run. */
  readonly allowCode: boolean
  /** Set if the run goes on after its end. */
  readonly extended?: Extended
}

/** What the user wants of a new prompt, as typed; an empty text says nothing. */
export interface Wished {
  readonly goal: string
  readonly domain: string
  readonly tone: string
  readonly language: string
  /** The most words that it may have. */
  readonly longest?: number
  /** Texts that stay letter by letter where the prompt holds them, one a line. */
  readonly locked: string
}

/** What a run that goes on has behind it. */
export interface Extended {
  /** Number of steps at its end. */
  readonly from: number
  /** The settings to which its cases and candidates were fitted: they stay, or scores could not be compared. */
  readonly fittedTo: { readonly steps: number; readonly caps: Caps }
}

/**
 * Everything that a run needs, as plain data: it is sent to the worker and is the first entry of the journal. It
 * contains no key.
 */
export interface RunRequest {
  readonly id: string
  readonly kind: 'optimize' | 'evaluate' | 'compare'
  /** The workspace folder; runs are kept in its `.gpo`. */
  readonly folder: string
  readonly prompt: RequestedPrompt
  /** For kind `compare`: texts to put in the target's place, and the split, or all cases; the others are compared with the first. */
  readonly compare?: { readonly texts: readonly string[]; readonly on: ComparedOn }
  readonly evalSet: EvalSet
  /** Set if `evalSet` contains only some of the cases: their score is reported, but not recorded as the prompt's. */
  readonly partial?: true
  /** The most cases that kind `evaluate` draws, at least 1; all if absent. */
  readonly sample?: number
  readonly pairedBy: PairedBy
  /** What became of the changes of earlier runs in review, if any was decided on. */
  readonly reviewed?: { readonly accepted: readonly string[]; readonly rejected: readonly string[] }
  readonly models: {
    readonly task: ModelSpec
    readonly optimizer: ModelSpec
    readonly judge?: ModelSpec
    /** Measures relevance; without it, similarity of character n-grams is used. */
    readonly embedding?: ModelSpec
  }
  readonly settings: RunSettings
  /** Set if the prompt is a skill's description, which is scored by the routing of queries. */
  readonly routing?: Routing
  /** Set if the prompt is the rubric of a judge, which is scored by people's marks. */
  readonly judging?: RubricJudging
}
