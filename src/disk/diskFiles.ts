import { createReadStream, type Dirent, readdirSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Refused } from '../problem/systemProblem.ts'
import type { Files } from '../prompts/promptFile.ts'
import { openPlain, readPlain, troubleWith } from './plainFile.ts'

/**
 * The disk, with `/` in paths on every system. Reading is synchronous: for many small files and folders, going through
 * the event loop for each takes several times as long.
 */
export const diskFiles: Files = {
  async read(path, most, wanted) {
    await turn()
    return readPlain(path, most, wanted)
  },
  async list(folder) {
    await turn()
    return entriesOf(folder).flatMap(entry =>
      entry.isDirectory() ? `${entry.name}/` : isFile(folder, entry) ? entry.name : [],
    )
  },
}

/** A plain file from its start, in chunks. Throws `Refused` if it is not a plain file. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const opened = openPlain(path)
  if (!opened.ok) throw new Refused(opened.problem)
  yield* createReadStream('', { fd: opened.value.file })
}

/**
 * Pipes and devices do not count as files, because reading one may wait forever. A link counts if it leads to a file; a
 * link to a folder is not followed, because it may lead in a circle.
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

/** A missing folder is an ordinary answer; anything else that prevents listing is thrown as `Refused`. */
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

/** Lets the event loop run from time to time, so that an interrupt is noticed. */
const turn = (): Promise<void> | undefined => (++asked % 128 === 0 ? setImmediate() : undefined)
