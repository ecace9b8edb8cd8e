import type { Message } from '../../models/model.ts'
import type { Outcome } from '../../problem/outcome.ts'
import type { Case, Check, Dialect } from '../evalSet.ts'

/** What grading is handed to ask with. What a check needs and is not there is the problem of its case. */
export interface GraderServices {
  /** The tool whose rules hold; this program's own where absent. */
  readonly dialect?: Dialect
  /** Asks the judge model; a higher `repeat` asks the same thing afresh. */
  readonly judge?: (messages: readonly Message[], repeat: number) => Promise<Outcome<string>>
  /** One vector a text. */
  readonly embed?: (texts: readonly string[]) => Promise<Outcome<readonly (readonly number[])[]>>
  /** What the task model was sent, in the form in which the code of a check is shown it. */
  readonly sent?: string
  readonly runCode?: (code: string, input: CodeInput) => Promise<Outcome<CodeResult>>
}

/** What the code of a check sees. */
export interface CodeInput {
  readonly output: string
  readonly vars: Readonly<Record<string, unknown>>
  readonly prompt?: string
  readonly config?: unknown
}

/** What the code of a check gave: a value that judges, or nothing that does, with what it was instead. */
export type CodeResult =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'grade'; readonly pass: boolean; readonly score: number; readonly reason: string }
  | { readonly type: 'threw' | 'neither'; readonly detail: string }

/** One check of one answer. */
export interface Judged {
  readonly answer: string
  readonly evalCase: Case
  readonly check: Check
  /** The check's value, filled; else the case's reference answers. Any of them is right. */
  readonly wanted: readonly string[]
  readonly services: GraderServices
}

/** What a grader finds, before it is negated. */
export interface GraderResult {
  readonly passed: boolean
  /** 0 to 1, but for code, which may give any number. */
  readonly score: number
  /** Why it did not pass; where absent, what was wanted is named. */
  readonly reason?: string
  /** What a negated check scores, where that is not the rest to 1. */
  readonly negated?: number
  /** The check could not be applied: negated or not, it does not pass. */
  readonly broken?: boolean
}

export type Grader = (judged: Judged) => GraderResult | Outcome<GraderResult> | Promise<Outcome<GraderResult>>

export const graderResult = (passed: boolean, reason?: string): GraderResult => ({
  passed,
  score: passed ? 1 : 0,
  ...(reason !== undefined && { reason }),
})
