import type { Deeds } from '../../models/command/deeds.ts'
import type { Message } from '../../models/model.ts'
import type { Outcome } from '../../problem/outcome.ts'
import type { Case, Check, Dialect } from '../evalSet.ts'

/** The services that grading may use. If a check needs one that is missing, that is a problem of its case. */
export interface GraderServices {
  /** The tool whose rules apply; this project's own rules if absent. */
  readonly dialect?: Dialect
  /** Asks the judge model; a higher `repeat` asks the same question again, past the cache. */
  readonly judge?: (messages: readonly Message[], repeat: number) => Promise<Outcome<string>>
  /** Returns one vector per text. */
  readonly embed?: (texts: readonly string[]) => Promise<Outcome<readonly (readonly number[])[]>>
  /** What the task model was sent, as shown to the code of a check. */
  readonly sent?: string
  /** What an agent did to answer; absent if a model was only asked. */
  readonly deeds?: Deeds
  /** The same in words, for the judge. */
  readonly did?: string
  readonly runCode?: (code: string, input: CodeInput) => Promise<Outcome<CodeResult>>
}

/** What the code of a check sees. */
export interface CodeInput {
  readonly output: string
  readonly vars: Readonly<Record<string, unknown>>
  readonly prompt?: string
  readonly config?: unknown
}

/** What the code of a check returned: a value that decides, or a description of what it returned instead. */
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
  /** The check's filled value, otherwise the case's reference answers. Any of them is right. */
  readonly wanted: readonly string[]
  readonly services: GraderServices
}

/** A grader's result before negation. */
export interface GraderResult {
  readonly passed: boolean
  /** 0 to 1, except that code may give any number. */
  readonly score: number
  /** Why it did not pass; if absent, the message names what was wanted. */
  readonly reason?: string
  /** The score of the negated check, if it is not 1 minus `score`. */
  readonly negated?: number
  /** The check could not be applied, so it does not pass, negated or not. */
  readonly broken?: boolean
}

export type Grader = (judged: Judged) => GraderResult | Outcome<GraderResult> | Promise<Outcome<GraderResult>>

export const graderResult = (passed: boolean, reason?: string): GraderResult => ({
  passed,
  score: passed ? 1 : 0,
  ...(reason !== undefined && { reason }),
})
