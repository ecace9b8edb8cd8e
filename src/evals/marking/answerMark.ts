/** What a person said of one answer. */
export interface AnswerMark {
  /** Id of the case that was answered, if it is one of the eval set. */
  readonly case?: string
  readonly vars: Readonly<Record<string, string>>
  /** The reference answers that there were; empty if there were none. */
  readonly expected: readonly string[]
  readonly answer: string
  readonly isGood: boolean
  readonly comment?: string
}

/** A mark in a file, with the line on which it starts, counted from 1. */
export type PlacedMark = AnswerMark & { readonly line: number }
