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
  /** Absent in runs that were made before it was told. */
  readonly power?: Power
}

/** What so many cases can show. */
export interface Power {
  /** The smallest gain of the mean grade, 0 to 1, that they show in four runs of five; null where they show none. */
  readonly smallest: number | null
  /**
   * About so many more cases would show what was seen, or a gain of five points where less was seen. Present only where
   * no difference was proven and so large a gain is not ruled out: the eval set is underpowered.
   */
  readonly moreCases?: number
}
