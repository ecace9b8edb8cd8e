import type { JudgeFigures } from '../../evals/marking/judgeFigures.ts'
import type { JudgeCheck } from '../../journal/entries.ts'
import type { Usage } from '../../models/usage.ts'
import type { Place, Problem } from '../../problem/problem.ts'

/** What `gpo judge --json` prints. */
export interface JudgeReport {
  readonly evalSet: string
  readonly judge: string
  readonly figures: JudgeFigures
  /** The marked answers about which judge and people differ, in the order of the marks. */
  readonly disagreements: readonly Disagreement[]
  /** Marks on answers that were not judged, because a request failed. */
  readonly failed: readonly { readonly id: string; readonly problem: Problem }[]
  /** Marks on answers that nothing in the eval set puts to a judge. */
  readonly notJudged: number
  readonly usage: Usage
}

export interface Disagreement {
  readonly id: string
  readonly input: string
  readonly answer: string
  readonly mark: 'good' | 'bad'
  readonly comment?: string
  /** Why the judge does not pass the answer; absent where it does. */
  readonly reason?: string
  /** Where the mark stands. */
  readonly place: Place
}

/** What is known of the judge that graded a run; `check` is null if nobody has compared it with people's marks. */
export interface JudgeStanding {
  readonly judge: string
  readonly check: Pick<JudgeCheck, 'marks' | 'kappa' | 'interval' | 'again'> | null
  /** What the run itself found on a sample of its test answers. */
  readonly wavering?: Wavering
}

/** How far a judge contradicts itself when it is asked the same again. */
export interface Wavering {
  /** Number of answers that were judged twice. */
  readonly asked: number
  /** Of these, how many passed once and failed once. */
  readonly turned: number
  /** The share, 0 to 1, that this has in the variance of the difference between two prompts. */
  readonly share: number
}
