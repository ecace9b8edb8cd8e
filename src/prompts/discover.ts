import { formatOf } from './formats.ts'
import type { Files } from './promptFile.ts'

/** Finds and watches every prompt file; what it finds is still sniffed by reading it. */
export const promptGlob = '**/*.prompt.{md,yml,yaml}'

/** Folders that hold nobody's own prompts. */
const skipped: ReadonlySet<string> = new Set(['node_modules/', '.git/', '.gpo/'])

/** Absolute paths of the prompt files below a folder, each folder's files before its folders, in the order of their names. */
export async function* findPromptFiles(root: string, files: Files): AsyncGenerator<string, undefined> {
  const folder = root.replace(/\/+$/, '')
  const names = [...(await files.list(folder === '' ? '/' : folder))].sort()
  for (const name of names) if (!name.endsWith('/') && formatOf(name) !== undefined) yield `${folder}/${name}`
  for (const name of names)
    if (name.endsWith('/') && !skipped.has(name)) yield* findPromptFiles(`${folder}/${name}`, files)
}
