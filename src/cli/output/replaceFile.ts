import { chmod, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readPlain } from '../../disk/plainFile.ts'
import { leadsInto, realPath } from '../../disk/realPath.ts'
import { isAlive } from '../../journal/lock.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { decodeUtf8, encodeUtf8 } from '../../text/utf8.ts'
import { workspaceOf } from '../root.ts'

/**
 * Writes a file's new text as a whole. A file that exists must still hold `before`; a new one must not exist, and its
 * folder is made if it does not lead out of the workspace.
 */
export async function writeSource(path: string, text: string, before: string | undefined): Promise<Outcome<void>> {
  if (before === undefined) return createFile(path, text)
  return (await replaceFile(realPath(path), text, before))
    ? success(undefined)
    : failure({ code: 'file-changed', place: { path } })
}

async function createFile(path: string, text: string): Promise<Outcome<void>> {
  const folder = dirname(path)
  if (!leadsInto(folder, [workspaceOf(dirname(folder))])) return failure({ code: 'outside-workspace', place: { path } })
  await mkdir(folder, { recursive: true })
  // Another process may have made it meanwhile; a link that leads nowhere is refused by the system.
  if (textAt(path) !== undefined) return failure({ code: 'file-changed', place: { path } })
  const file = await open(path, 'wx')
  await file.writeFile(encodeUtf8(text))
  await file.close()
  return success(undefined)
}

export function textAt(path: string): string | undefined {
  const bytes = readPlain(path)
  return bytes.ok ? decodeUtf8(bytes.value) : undefined
}

/** False if the file no longer contains `before`, so that an edit saved while the draft is written is kept. */
export async function replaceFile(path: string, text: string, before: string): Promise<boolean> {
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
