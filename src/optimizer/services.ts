import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { ShownCase } from './metaPrompts/metaPrompt.ts'

/** What the optimizer is handed to act with. It has no clock, files, network or randomness of its own. */
export interface Services {
  /** Why a text may not stand in the prompt file, before it costs a call. */
  accept(text: string): Problem | undefined
  /** Raw replies of the optimizer model, as many as are wanted, each different. */
  propose(metaPrompt: string, asked: Asked): Promise<Outcome<readonly string[]>>
  /** The one raw reply of the optimizer model at temperature 0; the same words get the same reply. */
  reflect(metaPrompt: string): Promise<Outcome<string>>
  readonly relevance: Relevance
  /** Cases of the step's train batch that the prompt fails, the worst first and then those unlike the ones before. */
  failures(text: string, step: number): Promise<Outcome<readonly ShownCase[]>>
  /** Which of the texts do better than the current prompt on the step's train batch. */
  gate(texts: readonly string[], current: string, step: number): Promise<Outcome<ReadonlySet<string>>>
  /** Scores new prompts on the validation split against the current one. */
  score(
    texts: readonly string[],
    current: string,
    step: number,
    contest: ContestName,
  ): Promise<Outcome<readonly Scoring[]>>
  /** Mean grade of a prompt on the whole validation split, 0 to 1. */
  measure(text: string): Promise<Outcome<number>>
  /** Grades of prompts case by case, in one order for all; a case that a prompt was not answered for counts as 0. */
  grades(texts: readonly string[]): Promise<Outcome<readonly (readonly number[])[]>>
  /** Whether a paired test over the validation split sees that `to` is better than `from`. */
  isGain(from: string, to: string): Promise<Outcome<boolean>>
}

/** Which request of a run this is: the same words asked elsewhere must be answered afresh. */
export interface Asked {
  readonly step: number
  /** Tells the requests of one step apart, from 0. */
  readonly part: number
  /** Replies wanted. */
  readonly count: number
  /** Tokens that a reply needs at the least; the usual limit where absent. */
  readonly room?: number
}

/** How alike two texts are, one number per past text; higher is more alike. */
export type Relevance = (current: string, past: readonly string[]) => Promise<Outcome<readonly number[]>>

/** How the cases are spread over the candidates: all alike until one cannot win, or by upper confidence bounds. */
export type ContestName = 'race' | 'bandit'

/** What the contest made of one text. */
export interface Scoring {
  readonly text: string
  readonly score: number | undefined
  readonly cases: number
  readonly complete: boolean
  /** Why a text that was tried on every case is not complete all the same. */
  readonly problem?: Problem
}
