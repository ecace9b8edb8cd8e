import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { RunSettings } from '../protocol/worker.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import type { Settings } from './readSettings.ts'

/** The file access of the calling program: resolves a path from a setting, and reads a file. */
export interface MetaPromptFiles {
  readonly resolve: (named: string) => string
  readonly read: (path: string) => Promise<Outcome<Uint8Array>>
}

/**
 * The settings of the run with the user's own texts for meta-prompts, if a file of them is named. Fails if it cannot be
 * read.
 */
export async function withMetaPrompt(
  { run, metaPrompt }: Settings,
  { resolve, read }: MetaPromptFiles,
): Promise<Outcome<RunSettings>> {
  if (metaPrompt === '') return success(run)
  const path = resolve(metaPrompt)
  const bytes = await read(path)
  if (!bytes.ok) return bytes
  const source = decodeUtf8(bytes.value)
  return source === undefined
    ? failure({ code: 'not-utf8', place: { path } })
    : success({ ...run, metaPrompt: { path, source } })
}
