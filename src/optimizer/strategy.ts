import type { StepRequests } from '../evals/scoring/requestCounts.ts'
import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { Texts } from './metaPrompts/allBlocks.ts'
import type { ShownCase, UpdateMethod } from './metaPrompts/metaPrompt.ts'
import type { Momentum, MomentumName } from './momentum/momentum.ts'
import type { OverStep } from './replies/overStep.ts'
import type { Reader } from './replies/reply.ts'
import type { Schedule } from './schedule.ts'
import type { ContestName, Services } from './services.ts'
import type { AskedFor, Scored, Trajectory } from './trajectory.ts'
import type { Walk } from './walk.ts'
import type { Wishes } from './wishes.ts'

/** What the optimizer model sees of the run: the scored trajectory, failing cases of the current prompt, or both. */
export const evidence = {
  trajectory: { trajectory: true, failures: false },
  failures: { trajectory: false, failures: true },
  both: { trajectory: true, failures: true },
  neither: { trajectory: false, failures: false },
} as const
export type EvidenceName = keyof typeof evidence

/** When a candidate may get cases of the train split as examples. */
export type ExamplesName = 'never' | 'whenStuck' | 'always'

/** The wording of a reflection: one critique of everything, or a questionnaire for every case. */
export type CritiqueName = 'reflect' | 'inspect'

/** The parts that a run uses. A strategy has a name but no logic of its own. */
export interface Strategy {
  readonly propose: Proposer
  readonly evidence: (typeof evidence)[EvidenceName]
  /** Whether prompts are shown with their scores. */
  readonly scores: boolean
  /** Whether the failures are described in words before a new prompt is requested. */
  readonly reflects: boolean
  readonly critique: CritiqueName
  readonly momentum: Momentum
  /** The name of the momentum, recorded with each step to explain what was shown. */
  readonly shownBy: MomentumName
  readonly momentumOver: 'prompts' | 'reflections'
  /** How many past prompts or reflections are shown, including the current one. */
  readonly memory: number
  readonly updateMethod: UpdateMethod
  readonly stepSize: Schedule
  readonly overStep: OverStep
  readonly walk: Walk
  readonly selection: ContestName
  readonly read: Reader
  /** Whether requests are worded as published, with all blocks in one, or plainly. */
  readonly published: boolean
  /** The run stops after this many steps without a visible gain; null runs all steps. */
  readonly patience: number | null
  /** The most that a step with this many candidates takes. */
  readonly takes: (candidates: number) => StepRequests
}

/** What stays the same during a run. */
export interface SearchPlan {
  readonly strategy: Strategy
  readonly steps: number
  readonly stepsPerEpoch: number
  /** Number of new prompts wanted in each step. */
  readonly candidates: number
  /** Number of cases in the validation split. */
  readonly validation: number
  readonly exemplars: readonly ShownCase[]
  /** The train split, for strategies that draw their own cases from it. */
  readonly train: readonly ShownCase[]
  /** Where the prompt appears in what the task model is sent, in words. */
  readonly position: string
  /** Opaque tokens of the original prompt. */
  readonly tokens: readonly string[]
  readonly texts: Texts
  /** What else the optimizer model must know about prompts of this kind. */
  readonly brief?: string
  /** The purpose of the prompt, according to the user or its file. */
  readonly goal?: string
  /** What its file says besides: the tools that it may use, and the fields of its input. */
  readonly tools: readonly string[]
  readonly fields: readonly string[]
  readonly wishes: Wishes
  /** How an answer is judged, in words, if the expected answers do not show it. */
  readonly grading?: string
  /** What people said of the answers, each beginning with good or bad; empty if nobody did. */
  readonly remarks: readonly string[]
  /** What a score is the mean of, in words: right answers, or grades. */
  readonly measure: string
  /** The allowed answers, if they are few; otherwise empty. */
  readonly labels: readonly string[]
  /** When candidates get examples, and the cases of the train split whose answers can be shown in them. */
  readonly examples: { readonly mode: ExamplesName; readonly cases: readonly ShownCase[] }
  readonly seed: number
  /** The most cases and requests for new prompts that a step asks; absent if somebody has set the number of steps. */
  readonly mostPerStep?: number
  /** Number of steps of a search that had ended, and goes on: they no longer count for its patience. */
  readonly from?: number
}

/** What a proposer starts from. */
export interface Asking {
  readonly trajectory: Trajectory
  /** Counted from 1. */
  readonly step: number
  readonly current: Scored
  readonly stepSize: number | null
  /** Number of new prompts that the optimizer model is to write. */
  readonly wanted: number
  readonly plan: SearchPlan
  readonly services: Services
}

/** A text read from a reply, with the reason if it cannot be a candidate. */
export interface Proposal {
  readonly text: string
  readonly problem?: Problem
  /** Set if it was made of other prompts, without a request. */
  readonly recombined?: true
  /** Set if it is another prompt with examples, without a request. */
  readonly demonstrated?: true
  /** Words that it changed before some were taken back. */
  readonly wordsProposed?: number
}

/** What it sent and received. */
export interface Proposed {
  readonly metaPrompt: string
  readonly shown: readonly Scored[]
  readonly reflection?: string
  readonly memory?: Scored
  readonly asked?: readonly AskedFor[]
  readonly proposals: readonly Proposal[]
}

/** Asks the optimizer model for new prompts, in one or several requests. */
export type Proposer = (asking: Asking) => Promise<Outcome<Proposed>>
