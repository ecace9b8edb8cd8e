import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { RunSettings } from '../protocol/worker.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import type { Settings } from './readSettings.ts'

/** Where the program that asks has its files: the path that a setting names, and the bytes of a file that is there. */
export interface MetaPromptFiles {
  readonly resolve: (named: string) => string
  readonly read: (path: string) => Promise<Outcome<Uint8Array>>
}

/**
 * The settings of the run with the user's own texts for meta-prompts, where a file of them is named. Fails with
 * what kept it from being read.
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
