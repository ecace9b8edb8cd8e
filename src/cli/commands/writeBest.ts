import { chmod, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readPromptFile, replaceTarget } from '../../prompts/readPromptFile.ts'
import type { Report } from '../../run/reporting/report.ts'
import type { RunRequest } from '../../run/request.ts'
import { decodeUtf8, encodeUtf8 } from '../../text/utf8.ts'

/**
 * Puts the best prompt into its file; false where the original is the best. The file must still be as the run found it.
 * It is replaced as a whole by renaming, so that no moment shows half of it.
 */
export async function writeBest({ prompt }: RunRequest, { initial, best }: Report): Promise<Outcome<boolean>> {
  if (best.text === initial.text) return success(false)
  const file = readPromptFile(prompt.path, prompt.source)
  if (!file.ok) return file
  const replaced = replaceTarget(file.value, prompt.target, best.text)
  if (!replaced.ok) return replaced
  // A link stays a link: the file that it leads to is replaced.
  const path = await realpath(prompt.path).catch(() => undefined)
  const now = path === undefined ? undefined : decodeUtf8(await readFile(path))
  if (path === undefined || now !== prompt.source)
    return failure({ code: 'prompt-changed', place: { path: prompt.path } })
  await replaceFile(path, encodeUtf8(replaced.value))
  return success(true)
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.gpo-${process.pid}.tmp`
  try {
    const file = await open(draft, 'wx')
    await file.writeFile(bytes)
    await file.sync()
    await file.close()
    await chmod(draft, (await stat(path)).mode)
    await rename(draft, path)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  }
}
