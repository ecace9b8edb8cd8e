/** The original and the best prompt, side by side on the test split. */
export interface Comparison {
  /** Test cases that both prompts were scored on. */
  readonly cases: number
  /** Cases that only the best prompt passes. */
  readonly fixed: number
  /** Cases that only the original passes. */
  readonly broken: number
  /** Ids of both, in the order of the eval set. */
  readonly fixedCases?: readonly string[]
  readonly brokenCases?: readonly string[]
  readonly pValue: number
  /** 95 % interval of the difference of the mean grades, best minus initial, -1 to 1. */
  readonly interval: readonly [number, number]
  readonly verdict: 'better' | 'worse' | 'not distinguishable'
}
