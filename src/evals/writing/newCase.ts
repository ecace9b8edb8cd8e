import type { Check, SplitName } from '../evalSet.ts'

/** How an input tests a rule of its prompt. */
export const draftKinds = ['ordinary', 'edge', 'near miss', 'adversarial'] as const

export type DraftKind = (typeof draftKinds)[number]

/** What a drafted case was made for. */
export interface DraftOrigin {
  /** What the prompt promises, in one sentence. */
  readonly rule?: string
  readonly kind?: DraftKind
}

/** A case that is to be written into an eval set. */
export interface NewCase {
  readonly id?: string
  readonly vars: Readonly<Record<string, string>>
  /** Reference answers, any of which is right; empty if the checks carry their own. */
  readonly expected: readonly string[]
  readonly checks?: readonly Check[]
  readonly split?: SplitName
  /** Set if nobody has accepted the case yet: it is written with a mark, and no reader scores it. */
  readonly draft?: DraftOrigin
}
