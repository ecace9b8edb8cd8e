import type { GivenFile } from '../models/command/givenFile.ts'
import type { Problem } from '../problem/problem.ts'
import type { GraderName } from './grading/graderNames.ts'

/** What a case is used for: shown to the optimizer model, scored, both (where a search is short of cases), or the test. */
export type SplitName = 'train' | 'validation' | 'search' | 'test'

/** One case of an eval set. */
export interface Case {
  /** Stable: the row's own id, otherwise a short hash of its contents. */
  readonly id: string
  /** The values that fill the placeholders. */
  readonly vars: Readonly<Record<string, string>>
  /**
   * Variables that checks see as data instead of as the text in `vars`: numbers, booleans, lists and maps, as in JSON.
   */
  readonly data?: Readonly<Record<string, unknown>>
  /** Reference answers, any of which is right; empty if the checks carry their own. */
  readonly expected: readonly string[]
  /** Checks of this case alone; if absent, the checks of the set apply. */
  readonly checks?: readonly Check[]
  /** A chat that is sent unchanged after the prompt's own messages, if the eval set contains whole chats. */
  readonly messages?: readonly CaseMessage[]
  /** Text before and after the prompt's last message, for this case alone. */
  readonly prefix?: string
  readonly suffix?: string
  /**
   * 0 to 1. With a threshold the case passes if the weighted mean of its checks reaches it; without one, if every check
   * passes.
   */
  readonly threshold?: number
  /** The prompts that the case is for, if not all: ids of targets in its own file, and paths of prompt files. */
  readonly only?: readonly string[]
  /** The author's description of the case. */
  readonly description?: string
  /** What people said of answers to it: `good: ...`, `bad: ...`. */
  readonly remarks?: readonly string[]
  /** Set if the eval set itself is split. */
  readonly split?: SplitName
  /** The file that contains the case, if the eval set is a folder of several. */
  readonly path?: string
  /** The line of the case in its file, counted from 1. */
  readonly line?: number
  /** Files that lie in the working folder of the agent that answers. */
  readonly files?: readonly GivenFile[]
}

/**
 * A case that only an agent can answer, with the files that it names, by paths beside its skill, and why it is left out
 * without an agent.
 */
export type AgentCase = Case & { readonly needs: readonly string[]; readonly without: string }

/** One message of a case's own chat. */
export interface CaseMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** How an answer is judged. */
export interface Check {
  /** `all` is a group; its checks are in the field `all`. */
  readonly grader: GraderName
  /**
   * Text, pattern, schema as JSON text, code or rubric; a template over the case's variables. Default: the expected
   * answer.
   */
  readonly value?: string
  /** The texts that `includes-any` and `includes-all` look for, each a template like `value`. */
  readonly values?: readonly string[]
  /** Set if the value is compared literally: braces in it are no template. */
  readonly verbatim?: boolean
  readonly ignoreCase?: boolean
  /**
   * For `equals`: the value is JSON, and the answer must be the same JSON, ignoring white space and the order of keys.
   */
  readonly json?: boolean
  /** 0 to 1, or for `levenshtein` the number of edits allowed; if absent, the grader's default. */
  readonly threshold?: number
  /** Weight in the mean, 1 if absent. A check of weight 0 is judged but does not count. */
  readonly weight?: number
  readonly negate?: boolean
  /** The name under which the author sums up such grades. */
  readonly metric?: string
  /** The answers that a judge may give, each with its score from 0 to 1, in the order in which they are looked for. */
  readonly choices?: readonly { readonly choice: string; readonly score: number }[]
  /** For `file-contains`: the path of the file. */
  readonly file?: string
  /** For `tool-called`: what the JSON of the arguments contains. */
  readonly arguments?: string
  /** The judge's system prompt. */
  readonly system?: string
  /** What code receives beside the answer, as in JSON. */
  readonly config?: unknown
  /**
   * A group that is judged as one check: it passes if all its checks pass, or if their weighted mean reaches the
   * threshold.
   */
  readonly all?: readonly Check[]
}

/** The tool whose rules define a check: what counts as equal, whether case matters, what passes. */
export type Dialect = 'github' | 'promptfoo' | 'openai' | 'skill'

export interface EvalSet {
  readonly path: string
  readonly cases: readonly Case[]
  /** All of them must pass; the grade is their mean. */
  readonly checks: readonly Check[]
  /** Absent for eval sets in this project's own format. */
  readonly dialect?: Dialect
  /** The id of the only target that the cases say something about, where a prompt has it. */
  readonly about?: string
  /** Cases that are shown in the meta-prompt and belong to no split; empty if the set has none. */
  readonly exemplars: readonly Case[]
  readonly problems: readonly Problem[]
  /** Cases that are left out unless an agent answers. */
  readonly forAgent?: readonly AgentCase[]
}

/** The verdict on one answer, 0 to 1. */
export interface Grade {
  readonly grade: number
  readonly passed: boolean
  readonly reason?: string
}

/** The task model's answer to one case. */
export interface TaskAnswer {
  readonly answer: string
  /** Set if it was cut off at its maximum length. */
  readonly isCut?: true
  /** What an agent did to answer, in words, the end of its transcript last. */
  readonly did?: string
}

/** The outcome of one case. With a problem there is no grade, because a failed request is not a wrong answer. */
export type CaseResult =
  | ({ readonly id: string; readonly problem?: never } & TaskAnswer & Grade)
  | { readonly id: string; readonly problem: Problem }

export type PairedBy = 'in-file' | 'config' | 'skill' | 'sibling' | 'folder' | 'lone' | 'chosen' | 'none'

export interface Pairing {
  readonly pairedBy: PairedBy
  /** Absent if `pairedBy` is none. */
  readonly path?: string
  /** Why no eval set was found, if that is known. */
  readonly problems?: readonly Problem[]
}
