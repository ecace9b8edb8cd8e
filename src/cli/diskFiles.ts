import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { Files } from '../prompts/promptFile.ts'

/**
 * The disk, with `/` in paths on every system. Many small files and folders are read, and asking for each through the
 * event loop takes several times as long as reading it at once does.
 */
export const diskFiles: Files = {
  async read(path, most) {
    await turn()
    return present(() => (most !== undefined && statSync(path).size > most ? undefined : readFileSync(path)))
  },
  async list(folder) {
    await turn()
    const entries = present(() => readdirSync(folder, { withFileTypes: true })) ?? []
    return entries.flatMap(entry => (entry.isDirectory() ? `${entry.name}/` : isFile(folder, entry) ? entry.name : []))
  },
}

/**
 * Pipes and devices are no files: who reads one may wait forever. A link counts where it leads to a file; one to a folder
 * is not followed, for it may lead in a circle.
 */
const isFile = (folder: string, entry: Dirent): boolean =>
  entry.isFile() || (entry.isSymbolicLink() && present(() => statSync(`${folder}/${entry.name}`))?.isFile() === true)

let asked = 0

/** Now and then the event loop has its turn, so that an interrupt is heard. */
const turn = (): Promise<void> | undefined => (++asked % 128 === 0 ? setImmediate() : undefined)

/** A file that is not there is an answer; anything else that keeps it from being read is not. */
function present<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && absent.has(error.code)) return undefined
    throw error
  }
}

const absent: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'])
