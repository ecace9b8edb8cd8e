import { resolve } from 'node:path'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { RunSettings } from '../../run/request.ts'
import type { Settings } from '../../settings/readSettings.ts'
import { decodeUtf8 } from '../../text/utf8.ts'
import { diskFiles } from '../diskFiles.ts'

/** The settings of the run with the user's own texts for meta-prompts, where a file of them is named. */
export async function withMetaPrompt({ run, metaPrompt }: Settings, cwd: string): Promise<Outcome<RunSettings>> {
  if (metaPrompt === '') return success(run)
  const path = resolve(cwd, metaPrompt)
  const bytes = await diskFiles.read(path)
  if (bytes === undefined) return failure({ code: 'file-not-found', place: { path } })
  const source = decodeUtf8(bytes)
  return source === undefined
    ? failure({ code: 'not-utf8', place: { path } })
    : success({ ...run, metaPrompt: { path, source } })
}
