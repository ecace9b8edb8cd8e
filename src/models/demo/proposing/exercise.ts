export type Kind = 'counting' | 'arithmetic' | 'logic' | 'sorting' | 'choice' | 'labelling' | 'number' | 'text'

/** A way to an answer: what is written on the way, and where it ends. */
export interface ShownAttempt {
  readonly answer: string
  readonly working: readonly string[]
}

/** What the demo model makes of a request: a problem it recognised and its own solution. */
export interface Exercise {
  readonly kind: Kind
  /** Where the problem stands in the text; everything else is the prompt. */
  readonly span: readonly [number, number]
  /** The model's own solution; a guess where the kind is beyond it. */
  readonly solution: ShownAttempt
  /** Plausible slips, at least one. */
  readonly slips: readonly ShownAttempt[]
  /** 0 (short, flat) to 1 (long, nested), from the problem's structure. */
  readonly difficulty: number
  /** Whole-sentence answer, such as "You have 8 fruits." */
  readonly sentence: (answer: string) => string
}

/** Finds a problem of one kind in a text, or nothing. */
export type Solver = (text: string) => Exercise | undefined

export const clamp01 = (value: number): number => Math.min(1, Math.max(0, value))
