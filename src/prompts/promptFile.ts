import type { Outcome } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { FormatName } from './finding/globs.ts'
import type { LanguageName } from './languages.ts'

/** One text in a prompt file that can be optimized. */
export interface Target {
  /** Stable within the file: `body`, `messages[0]`. */
  readonly id: string
  /** The text as a model is sent it: line ends are LF, escapes resolved. */
  readonly text: string
  /** Where the text stands in the source, as UTF-16 offsets [start, end). */
  readonly range: readonly [number, number]
  /** The line its first character stands on, counted from 1. */
  readonly line: number
  /** Names of the placeholders that a case fills, in order of first appearance. */
  readonly placeholders: readonly string[]
}

/** What is sent for a case: one message of the chat, with its placeholders still in it. */
export interface MessageTemplate {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
  /** Set where the message holds a target, so that a candidate can take its place. */
  readonly target?: string
  /** Where in the message the target's text starts, as a UTF-16 offset; 0 where absent. */
  readonly at?: number
  /** White space that every line has in the file; it is taken off again once the values are filled in. */
  readonly indentation?: string
  /** Set where the message is sent only if this target is the one in use: a file may hold prompts to choose from. */
  readonly only?: string
}

export interface PromptFile {
  readonly path: string
  readonly format: FormatName
  /** The template language that its texts are written in. */
  readonly language: LanguageName
  /** The whole file decoded as UTF-8 with a byte order mark kept as U+FEFF, so that encoding it gives the same bytes. */
  readonly source: string
  /** The most sensible target stands first. */
  readonly targets: readonly Target[]
  readonly messages: readonly MessageTemplate[]
  /** What fills a placeholder where a case leaves it open, by the file's own word. */
  readonly defaults?: Readonly<Record<string, string>>
  /** Model that the file itself names, if any. */
  readonly model?: string
  readonly problems: readonly Problem[]
}

/** One prompt format: a file in this folder and a line in formats.ts. */
export interface PromptFormat {
  readonly name: FormatName
  /**
   * Whether the file is of this format. By the path alone the answer is cheap, and is no for a file whose path says
   * nothing; with the source it is final, and may be yes for a file of any name.
   */
  matches(path: string, source?: string): boolean
  /** A failure where nothing in the file can be optimized; lesser trouble goes into `problems`. */
  parse(path: string, source: string): Outcome<PromptFile>
  /** The source with the target's text replaced and every other character as it was, or why it cannot be expressed. */
  replace(file: PromptFile, target: Target, text: string): Outcome<string>
}

/** The disk of the terminal, or the file system of the editor. Paths are absolute, with `/`. */
export interface Files {
  /**
   * A plain file of no more bytes than asked for, or than any file may have. Fails with file-not-found, not-a-file, too-large,
   * outside-workspace or system-refused.
   */
  read(path: string, most?: number): Promise<Outcome<Uint8Array>>
  /** Names in a folder, folders with a final `/`; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>
}
