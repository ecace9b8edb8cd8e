import type { Outcome } from '../../../problem/outcome.ts'
import { filesMatching, folderOf, isPattern, joined } from '../../pairing/paths.ts'
import type { Field } from '../../reading/fields.ts'
import { type Reading, textOf } from '../../reading/reading.ts'
import type { ConfigPrompt } from './configPrompts.ts'

/** Where something is written, so that the files it names can be found relative to the folder of its config. */
export interface Origin {
  readonly path: string
  readonly line: number
  /** The folder of the config. Files named by values are relative to it, wherever the test itself is. */
  readonly folder: string
  /** The whole config, which `$ref` refers to. */
  readonly root?: Field
  /** The prompts of the config. */
  readonly prompts?: readonly ConfigPrompt[]
  /**
   * Whether promptfoo puts what a file holds in the place of its name before it reads the tests, as it does in a YAML
   * file of tests: then a text keeps the white space around it, and is filled in like one that is written there.
   */
  readonly expanded?: boolean
}

/** Files that are code are never run. */
export const isCode = (reference: string): boolean => /\.(?:[cm]?[jt]s|py|rb|go|sh)(?::[\w.]+)?$/i.test(reference)

/** The text of a file named by `file://`. */
export function* fileIn(reference: string, { folder }: Origin): Reading<Outcome<string>> {
  return yield* textOf(joined(folder, withoutScheme(reference)))
}

/** All files that a name or pattern matches, sorted by path. */
export function* filesIn(reference: string, { folder }: Origin): Reading<readonly string[]> {
  const path = joined(folder, withoutScheme(reference))
  return isPattern(path) ? yield* filesMatching(path) : [path]
}

/** The origin of something in a file: a config, or tests that the config of this folder names. */
export const within = (path: string, folder = folderOf(path), root?: Field): Origin => ({
  path,
  line: 1,
  folder,
  ...(root && { root }),
})

const withoutScheme = (reference: string): string => reference.replace(/^file:\/\//, '')
