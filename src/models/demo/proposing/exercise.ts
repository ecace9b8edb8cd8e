export type Kind = 'counting' | 'arithmetic' | 'logic' | 'sorting' | 'choice' | 'labelling' | 'number' | 'text'

/** A way to an answer: the intermediate text and the result. */
export interface ShownAttempt {
  readonly answer: string
  readonly working: readonly string[]
}

/** How the demo model understands a request: the problem it recognised, and its own solution. */
export interface Exercise {
  readonly kind: Kind
  /** The range of the problem in the text; everything else is the prompt. */
  readonly span: readonly [number, number]
  /** The model's own solution; a guess if it cannot solve this kind. */
  readonly solution: ShownAttempt
  /** Plausible mistakes, at least one. */
  readonly slips: readonly ShownAttempt[]
  /** From 0 (short, flat) to 1 (long, nested), from the problem's structure. */
  readonly difficulty: number
  /** Whole-sentence answer, such as "You have 8 fruits." */
  readonly sentence: (answer: string) => string
}

/** Finds a problem of one kind in a text, or returns undefined. */
export type Solver = (text: string) => Exercise | undefined

export const clamp01 = (value: number): number => Math.min(1, Math.max(0, value))
