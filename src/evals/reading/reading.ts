import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'

/** What a reading may ask for: the text of another file, or the names in a folder. */
export type Wanted = { readonly file: string } | { readonly folder: string }

/**
 * A computation that may ask for other files on the way. Its caller decides where they come from, so the same code
 * reads a text on its own and a file among others.
 */
export type Reading<T> = Generator<Wanted, T, Outcome<string> | readonly string[]>

/** The text of another file, without a byte order mark. Fails with file-not-found or not-utf8. */
export function* textOf(path: string): Reading<Outcome<string>> {
  const found = yield { file: path }
  return 'ok' in found ? found : failure({ code: 'file-not-found', place: { path } })
}

/** The names in a folder, sorted, those of folders with a final `/`. */
export function* namesIn(folder: string): Reading<readonly string[]> {
  const found = yield { folder }
  return 'ok' in found ? [] : found.toSorted()
}

/** Runs a reading without other files: none of those it asks for exists. */
export function readAlone<T>(reading: Reading<T>): T {
  let step = reading.next()
  while (!step.done)
    step = reading.next(
      'file' in step.value ? failure({ code: 'file-not-found', place: { path: step.value.file } }) : [],
    )
  return step.value
}

/** Runs a reading that takes other files from `files`. */
export async function readWith<T>(reading: Reading<T>, files: Files): Promise<T> {
  let step = reading.next()
  while (!step.done) {
    const wanted = step.value
    step = reading.next('file' in wanted ? await readText(wanted.file, files) : await files.list(wanted.folder))
  }
  return step.value
}

/** The text of a file without a byte order mark. Fails as `Files.read` does, or with not-utf8. */
export async function readText(path: string, files: Files): Promise<Outcome<string>> {
  const text = await readSourceText(path, files)
  return text.ok ? success(text.value.replace(/^\uFEFF/, '')) : text
}
