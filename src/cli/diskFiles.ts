import { readdir, readFile } from 'node:fs/promises'
import type { Files } from '../prompts/promptFile.ts'

/** The disk, with `/` in paths on every system. */
export const diskFiles: Files = {
  read: path => readFile(path).catch(absent),
  list: async folder => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(absent)
    return (entries ?? []).map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name))
  },
}

/** A file that is not there is an answer; anything else that keeps it from being read is not. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined
  throw error
}
