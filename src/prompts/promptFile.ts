import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { FormatName } from './finding/globs.ts'
import type { LanguageName } from './languages.ts'

/** One text in a prompt file that can be optimized. */
export interface Target {
  /** Stable within the file: `body`, `messages[0]`. */
  readonly id: string
  /** The text as a model receives it: line ends are LF, escapes are resolved. */
  readonly text: string
  /** The range of the text in the source, as UTF-16 offsets [start, end). */
  readonly range: readonly [number, number]
  /** The line of its first character, counted from 1. */
  readonly line: number
  /** Names of the placeholders that a case fills, in order of first appearance. */
  readonly placeholders: readonly string[]
}

/** What is sent for a case: one message of the chat with unfilled placeholders. */
export interface MessageTemplate {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
  /** Set if the message holds a target, so that a candidate can replace it. */
  readonly target?: string
  /** The UTF-16 offset in the message at which the target's text starts; 0 if absent. */
  readonly at?: number
  /** The white space at the start of every line in the file; it is removed again after the values are filled in. */
  readonly indentation?: string
  /** Set if the message is sent only when this target is in use: a file may hold several prompts to choose from. */
  readonly only?: string
}

export interface PromptFile {
  readonly path: string
  readonly format: FormatName
  /** The template language of its texts. */
  readonly language: LanguageName
  /**
   * The whole file decoded as UTF-8. A byte order mark is kept as U+FEFF, so that encoding the source gives the same
   * bytes.
   */
  readonly source: string
  /** The most sensible target comes first. */
  readonly targets: readonly Target[]
  readonly messages: readonly MessageTemplate[]
  /** The file's own values for placeholders that a case leaves open. */
  readonly defaults?: Readonly<Record<string, string>>
  /** The model that the file itself names, if any. */
  readonly model?: string
  /** The text of the file beside it that says how it is read, if its format has one and it is there. */
  readonly settings?: string
  readonly problems: readonly Problem[]
}

/** One prompt format: a file in formats/ and a line in readPromptFile.ts. */
export interface PromptFormat {
  readonly name: FormatName
  /** The name of a file beside the prompt that says how it is read; undefined if there is none for this path. */
  settingsName(path: string): string | undefined
  /**
   * Whether the file is of this format. Answering from the path alone is cheap, and the answer is no if the path says
   * nothing. With the source the answer is final, and may be yes for a file of any name.
   */
  matches(path: string, source?: string): boolean
  /** Fails if nothing in the file can be optimized; less serious problems go into `problems`. */
  parse(path: string, source: string, settings?: string): Outcome<PromptFile>
  /**
   * The source with the target's text replaced and every other character unchanged, or why the text cannot be
   * expressed.
   */
  replace(file: PromptFile, target: Target, text: string): Outcome<string>
}

/** The disk for the terminal, or the file system of the editor. Paths are absolute, with `/`. */
export interface Files {
  /**
   * Reads a plain file of at most `most` bytes, and never more than any file may have. Where a text is wanted, a large
   * file that is none by its first bytes may be refused without being read whole. Fails with file-not-found, not-a-file,
   * too-large, not-utf8, outside-workspace or system-refused.
   */
  read(path: string, most?: number, wanted?: 'text'): Promise<Outcome<Uint8Array>>
  /** The names in a folder, those of folders with a final `/`; empty if there is no such folder. */
  list(folder: string): Promise<readonly string[]>
}
