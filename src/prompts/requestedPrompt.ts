import type { Outcome } from '../problem/outcome.ts'
import type { PromptFile } from './promptFile.ts'
import { readPromptFile } from './readPromptFile.ts'

/** A prompt as plain data, with all that is needed to read it again without its disk. */
export interface RequestedPrompt {
  readonly path: string
  /** Id of the target in the file. */
  readonly target: string
  /** The whole file, including its byte order mark if it has one. */
  readonly source: string
  /** The text of the file beside it that says how it is read, if there is one. */
  readonly settings?: string
}

export const requestedFrom = ({ path, source, settings }: PromptFile, target: string): RequestedPrompt => ({
  path,
  target,
  source,
  ...(settings === undefined ? {} : { settings }),
})

/** Fails as reading it did at first. */
export const readRequested = ({ path, source, settings }: RequestedPrompt): Outcome<PromptFile> =>
  readPromptFile(path, source, settings)
