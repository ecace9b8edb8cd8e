import { chmod, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readPlain } from '../../disk/plainFile.ts'
import { realPath } from '../../disk/realPath.ts'
import { isAlive } from '../../journal/lock.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { acceptCandidate } from '../../prompts/candidate.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import type { Report } from '../../run/reporting/report.ts'
import type { RunRequest } from '../../run/request.ts'
import { decodeUtf8, encodeUtf8 } from '../../text/utf8.ts'

/**
 * Writes the best prompt into its file; false if the original is the best. The file must still be as the run found it.
 * It is replaced as a whole by renaming, so that it is never half written.
 */
export async function writeBest({ prompt }: RunRequest, { initial, best }: Report): Promise<Outcome<boolean>> {
  if (best.text === initial.text) return success(false)
  const file = readPromptFile(prompt.path, prompt.source)
  if (!file.ok) return file
  const replaced = acceptCandidate(file.value, prompt.target, best.text)
  if (!replaced.ok) return replaced
  // A link stays a link: the file that it leads to is replaced.
  const path = realPath(prompt.path)
  const now = textAt(path)
  // A resumed run may have been written before.
  if (now === replaced.value) return success(true)
  const changed = failure<boolean>({ code: 'prompt-changed', place: { path: prompt.path } })
  if (now !== prompt.source) return changed
  return (await replaceFile(path, replaced.value, prompt.source)) ? success(true) : changed
}

function textAt(path: string): string | undefined {
  const bytes = readPlain(path)
  return bytes.ok ? decodeUtf8(bytes.value) : undefined
}

/** False if the file no longer contains `before`, so that an edit saved while the draft is written is kept. */
async function replaceFile(path: string, text: string, before: string): Promise<boolean> {
  await removeLeftovers(path)
  const draft = `${path}${draftEnd(process.pid)}`
  try {
    const file = await open(draft, 'wx')
    await file.writeFile(encodeUtf8(text))
    await file.sync()
    await file.close()
    await chmod(draft, (await stat(path)).mode)
    if (textAt(path) === before) {
      await rename(draft, path)
      return true
    }
    await unlink(draft)
    return false
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  }
}

const draftEnd = (pid: number): string => `.gpo-${pid}.tmp`

/** Removes the drafts of writes that were killed. */
async function removeLeftovers(path: string): Promise<void> {
  const names = await readdir(dirname(path))
  for (const name of names) {
    const [, pid] = /\.gpo-(\d+)\.tmp$/.exec(name) ?? []
    if (pid !== undefined && name === `${basename(path)}${draftEnd(Number(pid))}` && !isAlive(Number(pid)))
      await unlink(join(dirname(path), name))
  }
}
