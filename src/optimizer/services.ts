import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { ShownCase } from './metaPrompts/metaPrompt.ts'
import type { Tried } from './recombine/credit.ts'
import type { Trajectory } from './trajectory.ts'

/** What the optimizer can do. It has no clock, files, network or randomness of its own. */
export interface Services {
  /** Why the caps pay for no further step, found out before it asks anything. */
  refused(): Problem | undefined
  /** How many new prompts the next step may ask for, at least 1; unlimited unless the caps have room for few. */
  affordable(): number
  /** Number of cases that the caps have room for beside the verdict if nothing else is requested. */
  answersLeft(): number
  /** Why a text must not be put into the prompt file, found out before it costs a call. */
  accept(text: string): Problem | undefined
  /** As many raw replies of the optimizer model as are wanted, each different. */
  propose(metaPrompt: string, asked: Asked): Promise<Outcome<Replies>>
  /** The only raw reply of the optimizer model at temperature 0; the same words get the same reply. */
  reflect(metaPrompt: string): Promise<Outcome<string>>
  readonly relevance: Relevance
  /**
   * Cases of the step's train batch that the prompt fails: the worst first, then those least similar to the ones
   * before. Once as many as wanted have failed, the rest of the batch need not be asked.
   */
  failures(text: string, step: number, wanted: number): Promise<Outcome<readonly ShownCase[]>>
  /** The texts that do better than the current prompt on the step's train batch. */
  gate(texts: readonly string[], current: string, step: number): Promise<Outcome<ReadonlySet<string>>>
  /** Scores new prompts on the validation split against the current one. */
  score(
    texts: readonly string[],
    current: string,
    step: number,
    contest: ContestName,
  ): Promise<Outcome<readonly Scoring[]>>
  /** Scores a prompt that left a race on the rest of the validation split too. */
  complete(text: string, current: string, step: number): Promise<Outcome<Scoring>>
  /** Mean grade of a prompt on the whole validation split, 0 to 1. */
  measure(text: string): Promise<Outcome<number>>
  /** Grades of prompts case by case, in the same order for all; a case without an answer counts as 0. */
  grades(texts: readonly string[]): Promise<Outcome<readonly (readonly number[])[]>>
  /** The prompts of the run with their grades, also those that left a race early, each on the cases it was asked. */
  answered(trajectory: Trajectory): Promise<Outcome<readonly Tried[]>>
  /** Whether a paired test over the validation split shows that `to` is better than `from`. */
  isGain(from: string, to: string): Promise<Outcome<boolean>>
}

/** Identifies a request within a run, because the same words sent elsewhere must get a new answer. */
export interface Asked {
  readonly step: number
  /** Distinguishes the requests of one step, from 0. */
  readonly part: number
  /** Number of replies wanted. */
  readonly count: number
  /** The minimum number of tokens that a reply needs; the usual limit if absent. */
  readonly room?: number
}

/** Raw replies of the optimizer model. */
export interface Replies {
  readonly texts: readonly string[]
  /** The indexes, from 0, of replies that were cut off when their tokens were used up. */
  readonly cut?: readonly number[]
}

/** How similar two texts are, one number per past text; higher is more similar. */
export type Relevance = (current: string, past: readonly string[]) => Promise<Outcome<readonly number[]>>

/**
 * How a step's winner is found: by a race, in which all candidates are asked the same cases until they cannot win; by
 * one among those that passed the gate; or by upper confidence bounds.
 */
export type ContestName = 'race' | 'gated' | 'bandit'

/** The result of the contest for one text. */
export interface Scoring {
  readonly text: string
  readonly score: number | undefined
  readonly cases: number
  readonly complete: boolean
  /** Why a text that was tried on every case is still not complete. */
  readonly problem?: Problem
}
