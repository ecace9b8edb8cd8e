import type { Problem } from '../text/problem.ts'

export type SplitName = 'train' | 'validation' | 'test'

/** One case of an eval set. */
export interface Case {
  /** Stable: the row's own id, else a short hash of what it holds. */
  readonly id: string
  /** What fills the placeholders. */
  readonly vars: Readonly<Record<string, string>>
  /** Reference answers, any of which is right; empty where the checks carry their own. */
  readonly expected: readonly string[]
  /** Checks of this case alone; where absent, those of the set. */
  readonly checks?: readonly Check[]
  /** Set where the eval set itself is split. */
  readonly split?: SplitName
  /** The file it stands in, where the eval set is a folder of several. */
  readonly path?: string
  /** Line of the file that the case stands on, counted from 1. */
  readonly line?: number
}

export type GraderName =
  | 'equals'
  | 'includes'
  | 'starts-with'
  | 'ends-with'
  | 'regex'
  | 'choice'
  | 'number'
  | 'boolean'
  | 'words'
  | 'answer'

/** How an answer is judged: a grader, with what it compares with (a template over the case's variables; default: expected). */
export interface Check {
  readonly grader: GraderName
  readonly value?: string
  readonly ignoreCase?: boolean
}

export interface EvalSet {
  readonly path: string
  readonly cases: readonly Case[]
  /** All of them must pass; the grade is their mean. */
  readonly checks: readonly Check[]
  /** Cases shown in the meta-prompt that belong to no split; empty where the set has none of its own. */
  readonly exemplars: readonly Case[]
  readonly problems: readonly Problem[]
}

/** The verdict on one answer, 0 to 1. */
export interface Grade {
  readonly grade: number
  readonly passed: boolean
  readonly reason?: string
}

/** What became of one case. With a problem there is no grade: a failed request is not a wrong answer. */
export type CaseResult =
  | ({ readonly id: string; readonly answer: string; readonly problem?: never } & Grade)
  | { readonly id: string; readonly problem: Problem }

export type PairedBy = 'in-file' | 'config' | 'skill' | 'sibling' | 'folder' | 'lone' | 'chosen' | 'none'

export interface Pairing {
  readonly pairedBy: PairedBy
  /** Absent where pairedBy is none. */
  readonly path?: string
}
