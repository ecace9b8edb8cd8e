/** The original and the best prompt, side by side on the test split. */
export interface Comparison {
  /** Number of test cases on which both prompts were scored. */
  readonly cases: number
  /** Number of cases that only the best prompt passes. */
  readonly fixed: number
  /** Number of cases that only the original passes. */
  readonly broken: number
  /** Ids of these cases, in the order of the eval set. */
  readonly fixedCases?: readonly string[]
  readonly brokenCases?: readonly string[]
  readonly pValue: number
  /** 95 % interval of the difference of the mean grades, best minus initial, -1 to 1. */
  readonly interval: readonly [number, number]
  readonly verdict: 'better' | 'worse' | 'not distinguishable'
  /** Absent in older runs that did not record it. */
  readonly power?: Power
}

/** What this many cases can show. */
export interface Power {
  /** The smallest gain of the mean grade, 0 to 1, that they show in four runs of five; null if they show none. */
  readonly smallest: number | null
  /**
   * About how many more cases would prove the observed gain, or a gain of five points if less was observed. Present
   * only if no difference was proven and so large a gain is not ruled out: the eval set is underpowered.
   */
  readonly moreCases?: number
}
