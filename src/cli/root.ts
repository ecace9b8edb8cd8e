import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { leadsInto, realPath, recordFolder } from '../disk/realPath.ts'

/**
 * The folder whose `.gpo` holds the runs. Inside a repository it is the nearest folder, from `cwd` up to the
 * repository's root, that already has a `.gpo`, so that a command started in a subfolder finds what the editor paid
 * for; otherwise it is `cwd`.
 */
export function findRoot(cwd: string): string {
  let nearest: string | undefined
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, recordFolder))) nearest ??= folder
    if (existsSync(join(folder, '.git'))) return nearest ?? cwd
    if (dirname(folder) === folder) return cwd
  }
}

/**
 * The folder that counts as the workspace of a given one: the repository around it, otherwise the folder itself. Many
 * people keep their home folder in a repository; that does not make all of it a workspace.
 */
export function workspaceOf(folder: string): string {
  const home = realPath(homedir())
  for (let at = realPath(folder); dirname(at) !== at; at = dirname(at)) {
    if (leadsInto(home, [at])) break
    if (existsSync(join(at, '.git'))) return at
  }
  return folder
}
