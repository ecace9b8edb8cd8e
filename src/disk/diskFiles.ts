import { createReadStream, type Dirent, readdirSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Refused } from '../problem/systemProblem.ts'
import type { Files } from '../prompts/promptFile.ts'
import { openPlain, readPlain, troubleWith } from './plainFile.ts'

/**
 * The disk, with `/` in paths on every system. Many small files and folders are read, and asking for each through the
 * event loop takes several times as long as reading it at once does.
 */
export const diskFiles: Files = {
  async read(path, most) {
    await turn()
    return readPlain(path, most)
  },
  async list(folder) {
    await turn()
    return entriesOf(folder).flatMap(entry =>
      entry.isDirectory() ? `${entry.name}/` : isFile(folder, entry) ? entry.name : [],
    )
  },
}

/** A plain file from its start, in chunks. Throws `Refused` where it is none. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const opened = openPlain(path)
  if (!opened.ok) throw new Refused(opened.problem)
  yield* createReadStream('', { fd: opened.value.file })
}

/**
 * Pipes and devices are no files: who reads one may wait forever. A link counts where it leads to a file; one to a folder
 * is not followed, for it may lead in a circle.
 */
const isFile = (folder: string, entry: Dirent): boolean =>
  entry.isFile() || (entry.isSymbolicLink() && leadsToFile(`${folder}/${entry.name}`))

function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** A folder that is not there is an answer; anything else that keeps it from being listed is thrown as `Refused`. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const problem = troubleWith(folder, error)
    if (problem.code === 'file-not-found') return []
    throw new Refused(problem)
  }
}

let asked = 0

/** Now and then the event loop has its turn, so that an interrupt is heard. */
const turn = (): Promise<void> | undefined => (++asked % 128 === 0 ? setImmediate() : undefined)
