import type { Problem } from '../problem/problem.ts'
import type { GraderName } from './grading/graderNames.ts'

export type SplitName = 'train' | 'validation' | 'test'

/** One case of an eval set. */
export interface Case {
  /** Stable: the row's own id, else a short hash of what it holds. */
  readonly id: string
  /** What fills the placeholders. */
  readonly vars: Readonly<Record<string, string>>
  /** Variables that checks see otherwise than as the text in `vars`: numbers, truth values, lists and maps, as JSON has them. */
  readonly data?: Readonly<Record<string, unknown>>
  /** Reference answers, any of which is right; empty where the checks carry their own. */
  readonly expected: readonly string[]
  /** Checks of this case alone; where absent, those of the set. */
  readonly checks?: readonly Check[]
  /** The chat that is sent as it stands after the prompt's own messages, where the eval set has whole chats. */
  readonly messages?: readonly CaseMessage[]
  /** Put before and after the prompt's last message, for this case alone. */
  readonly prefix?: string
  readonly suffix?: string
  /** 0 to 1: the case passes where the weighted mean of its checks reaches it; without one, where every check passes. */
  readonly threshold?: number
  /** The prompts that the case is for, where it is not for all: targets of the file it stands in, and paths of prompt files. */
  readonly only?: readonly string[]
  /** What the author says the case is about. */
  readonly description?: string
  /** Set where the eval set itself is split. */
  readonly split?: SplitName
  /** The file it stands in, where the eval set is a folder of several. */
  readonly path?: string
  /** Line of the file that the case stands on, counted from 1. */
  readonly line?: number
}

/** One message of a case's own chat. */
export interface CaseMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** How an answer is judged. */
export interface Check {
  /** `all` is a group, whose checks stand in `all`. */
  readonly grader: GraderName
  /** Text, pattern, schema as JSON text, code or rubric; a template over the case's variables. Default: expected. */
  readonly value?: string
  /** What `includes-any` and `includes-all` look for, each a template like `value`. */
  readonly values?: readonly string[]
  /** The value is compared with as it stands: braces in it are no template. */
  readonly verbatim?: boolean
  readonly ignoreCase?: boolean
  /** For `equals`: the value is JSON that the answer must say, whatever its spaces and the order of its keys. */
  readonly json?: boolean
  /** 0 to 1, for `levenshtein` the edits that are allowed; where absent, the grader's own. */
  readonly threshold?: number
  /** Share in the mean, 1 where absent. A check of weight 0 is judged and never counts. */
  readonly weight?: number
  readonly negate?: boolean
  /** The name under which the author adds such grades up. */
  readonly metric?: string
  /** What a judge may answer, with what each is worth from 0 to 1; in the order in which they are looked for. */
  readonly choices?: readonly { readonly choice: string; readonly score: number }[]
  /** The judge's system prompt. */
  readonly system?: string
  /** What code is handed beside the answer, as JSON has it. */
  readonly config?: unknown
  /** A group judged as one check: it passes where all do, or where their weighted mean reaches the threshold. */
  readonly all?: readonly Check[]
}

/** The tool whose rules decide what a check means: what counts as equal, whether case does, what passes. */
export type Dialect = 'github' | 'promptfoo' | 'openai' | 'skill'

export interface EvalSet {
  readonly path: string
  readonly cases: readonly Case[]
  /** All of them must pass; the grade is their mean. */
  readonly checks: readonly Check[]
  /** Absent for eval sets in this program's own form. */
  readonly dialect?: Dialect
  /** Cases shown in the meta-prompt that belong to no split; empty where the set has none of its own. */
  readonly exemplars: readonly Case[]
  readonly problems: readonly Problem[]
}

/** The verdict on one answer, 0 to 1. */
export interface Grade {
  readonly grade: number
  readonly passed: boolean
  readonly reason?: string
}

/** What the task model said of one case. */
export interface TaskAnswer {
  readonly answer: string
  /** It ended at the limit of its length. */
  readonly isCut?: true
}

/** What became of one case. With a problem there is no grade: a failed request is not a wrong answer. */
export type CaseResult =
  | ({ readonly id: string; readonly problem?: never } & TaskAnswer & Grade)
  | { readonly id: string; readonly problem: Problem }

export type PairedBy = 'in-file' | 'config' | 'skill' | 'sibling' | 'folder' | 'lone' | 'chosen' | 'none'

export interface Pairing {
  readonly pairedBy: PairedBy
  /** Absent where pairedBy is none. */
  readonly path?: string
  /** What kept an eval set from being found, where none was. */
  readonly problems?: readonly Problem[]
}
