// The page knows the health of an eval set only through this file, so the plain data sent to it is named here.

/** What is known of the cases of a prompt, as the page draws it. */
export interface HealthView {
  /** Absolute path of the prompt file, by which a page is filled again after a reload of the window. */
  readonly prompt: string
  /** The prompt and its eval set as the user knows them. */
  readonly name: string
  readonly evalSet: string
  /** Counts what was sent: the numbers in a message count in the view with this number. */
  readonly at: number
  readonly state: 'checking' | 'done' | 'failed'
  /** One sentence, if the check failed. */
  readonly failure?: string
  /** What was looked at, in one sentence. */
  readonly looked: string
  /** What the test cases can show, in one sentence. */
  readonly shows: string
  /** Answers of a closed list with too few cases. */
  readonly few: readonly { readonly label: string; readonly cases: number }[]
  /** By kind, the most serious kinds first. */
  readonly findings: readonly FindingView[]
  /** Absent if no judge grades the answers. */
  readonly judge?: JudgeView
}

export interface FindingView {
  /** Title of its kind. */
  readonly kind: string
  readonly severity: 'error' | 'warning' | 'information' | 'hint'
  readonly sentence: string
  /** Where it is, if it has a place. */
  readonly at?: string
  /** What is asked and expected there, if it is about a case. */
  readonly input?: string
  readonly expected?: string
  /** Titles of what can be done about it. */
  readonly fixes: readonly string[]
}

/** How far the judge of an eval set agrees with people. */
export interface JudgeView {
  readonly model: string
  readonly simulated: boolean
  /** Number of marked answers that it can judge. */
  readonly marks: number
  /** What its verdicts are worth, a sentence each; empty if there is nothing to be said against them. */
  readonly caveats: readonly string[]
  readonly progress?: { readonly done: number; readonly of: number }
  /** One sentence, if the last check failed, or why none is possible. */
  readonly failure?: string
  readonly found?: {
    /** Agreement, and what sways it, a sentence each. */
    readonly sentences: readonly string[]
    readonly confusion: {
      readonly goodPassed: number
      readonly goodFailed: number
      readonly badPassed: number
      readonly badFailed: number
    }
    readonly disagreements: readonly DisagreementView[]
  }
}

export interface DisagreementView {
  readonly mark: 'good' | 'bad'
  readonly input: string
  readonly answer: string
  /** What the person says, and what the judge says. */
  readonly comment?: string
  readonly reason?: string
}

export interface ToHealthPage {
  readonly type: 'health'
  readonly view: HealthView
}

/** Only numbers come from the page. */
export type FromHealthPage =
  | { readonly type: 'ready' }
  | { readonly type: 'checkCases' }
  | { readonly type: 'checkJudge' }
  | { readonly type: 'alignJudge' }
  | { readonly type: 'cancel' }
  | { readonly type: 'openCase'; readonly at: number; readonly index: number }
  | { readonly type: 'fixCase'; readonly at: number; readonly index: number; readonly fix: number }
  | { readonly type: 'draftFor'; readonly at: number; readonly index: number }
  | { readonly type: 'openMark'; readonly at: number; readonly index: number }
