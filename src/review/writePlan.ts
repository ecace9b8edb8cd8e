import { failure, type Outcome, success } from '../problem/outcome.ts'
import { acceptCandidate } from '../prompts/candidate.ts'
import { findTarget, readPromptFile } from '../prompts/readPromptFile.ts'
import { merge } from '../text/merge.ts'

/** A text to put in the place of a target, and the text that was there when it was made. */
export interface Replacement {
  readonly target: string
  readonly initial: string
  readonly refined: string
}

/** The contents of the whole file after writing. */
export interface WritePlan {
  readonly source: string
  /** Set if the file was edited meanwhile and both edits were merged. */
  readonly merged: boolean
}

/**
 * The file with the refined text in it. If the target no longer holds the initial text, both edits are merged word by
 * word. Fails with `prompt-changed` if they conflict, and whenever the text cannot be written into the file.
 */
export function planWrite(path: string, source: string, replacement: Replacement): Outcome<WritePlan> {
  const file = readPromptFile(path, source)
  if (!file.ok) return file
  const target = findTarget(file.value, replacement.target)
  if (!target.ok) return target
  const { text: current, line } = target.value
  const merged = current !== replacement.initial && current !== replacement.refined
  const text = merged ? merge(replacement.initial, current, replacement.refined) : replacement.refined
  if (text === undefined) return failure({ code: 'prompt-changed', place: { path, line } })
  const written = acceptCandidate(file.value, replacement.target, text)
  return written.ok ? success({ source: written.value, merged }) : written
}
